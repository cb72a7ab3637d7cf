/** A photo as proof: scaled down here, and drawn anew, so that nothing the camera wrote beside it leaves the phone. */
import { base64 } from "./bytes";

/** The most a photo weighs, in bytes; and how many of them travel in one act. */
export const heaviest = 100_000;
const inOneAct = 18_000;
const sides = [1280, 960, 640, 480];
const qualities = [0.7, 0.5, 0.35];

type Picture = ImageBitmap | HTMLImageElement;

/** The picture as a JPEG of at most a hundred kilobytes; null when the file is no picture. */
export async function smallPhoto(file: Blob): Promise<Blob | null> {
  const picture = await pictureOf(file).catch(() => null);
  if (!picture) return null;
  for (const side of sides)
    for (const quality of qualities) {
      const found = await drawn(picture, side, quality);
      if (found && found.size <= heaviest) return found;
    }
  return null;
}

/** Safari before 15 opens pictures only as a page does; the app's policy takes a `data:` address and no `blob:`. */
async function pictureOf(file: Blob): Promise<Picture> {
  if ("createImageBitmap" in globalThis) return createImageBitmap(file);
  const address = await new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture;
}

function drawn(picture: Picture, side: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

/** The photo in parts, each for one act that follows the one it belongs to. */
export async function partsOf(photo: Blob, record: string): Promise<object[]> {
  const bytes = new Uint8Array(await photo.arrayBuffer());
  const parts = Math.ceil(bytes.length / inOneAct);
  return Array.from({ length: parts }, (_, index) => ({
    record,
    part: index + 1,
    parts,
    content: base64(bytes.subarray(index * inOneAct, (index + 1) * inOneAct)),
  }));
}
