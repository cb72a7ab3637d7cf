# One wheel with everything in it, then a small machine that runs it.
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make git && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make build

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 fangxian && mkdir /var/lib/fangxian && chown fangxian /var/lib/fangxian
COPY requirements/base.txt /tmp/base.txt
COPY --from=build /src/dist/*.whl /tmp/
RUN pip install --no-cache-dir --require-hashes -r /tmp/base.txt \
 && pip install --no-cache-dir --no-deps /tmp/*.whl \
 && rm /tmp/*.whl /tmp/base.txt
USER fangxian
ENV FANGXIAN_VAR=/var/lib/fangxian PYTHONUNBUFFERED=1
VOLUME /var/lib/fangxian
EXPOSE 8000
CMD ["sh", "-c", "fangxian migrate --noinput && exec granian --interface wsgi --host 0.0.0.0 --port 8000 fangxian.wsgi:application"]
