"""The whole house in one file, and back: a zip with the database, the files people sent, and what it is of.

The key that seals fields is never inside; its fingerprint is, so that a restore under another key is refused before
anything is written. SQLite is copied by its online backup, PostgreSQL by pg_dump and pg_restore: nobody need stop
working for a backup, and a restore is one transaction, wholly done or not at all.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Person
from fangxian.door.queries import Flaw, flaws
from fangxian.door.sealed import blind

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files/"


class BackupError(ValueError):
    """One sentence about why there is no backup, or why nothing was restored."""


def backup(target: Path) -> dict[str, Any]:
    """Write the file, readable by its owner only; the manifest comes back. Raises BackupError."""
    manifest = {
        "format": FORMAT, "made_at": timezone.now().isoformat(), "database": connection.vendor, "key": _key(),
    }  # fmt: skip
    part = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
            copy = Path(folder, DATABASE)
            _copied_sqlite(copy) if connection.vendor == "sqlite" else _dumped(copy)
            part.touch(mode=0o600)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
                file.writestr(MANIFEST, json.dumps(manifest))
                file.write(copy, DATABASE)
                for each in sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()):
                    file.write(each, FILES + each.relative_to(settings.MEDIA_ROOT).as_posix())
        part.replace(target)
    except OSError as wrong:
        raise BackupError(_("The backup cannot be written: %(why)s") % {"why": wrong.strerror}) from wrong
    finally:
        part.unlink(missing_ok=True)
    return manifest


def restore(source: Path, *, replace: bool) -> list[Flaw]:
    """Put everything in place of what is here, bring it to this version, and recompute the ledger.

    What the chains lack comes back. Raises BackupError, and then nothing was changed.
    """
    with _opened(source) as file, tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
        _fitting(json.loads(file.read(MANIFEST)))
        if not replace and not _empty():
            raise BackupError(_("There is work in this database already. With --replace the backup takes its place."))
        copy = Path(file.extract(DATABASE, folder))
        _put_back_sqlite(copy) if connection.vendor == "sqlite" else _undumped(copy)
        for name in file.namelist():
            if name.startswith(FILES):
                shutil.copy(file.extract(name, folder), _made(Path(settings.MEDIA_ROOT, name.removeprefix(FILES))))
    call_command("migrate", verbosity=0)
    return list(flaws())


def _key() -> str:
    """What tells one field key from another, and nothing else about it."""
    return blind("fangxian", purpose="backup")


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        file = zipfile.ZipFile(source)
        if file.testzip() is None and {MANIFEST, DATABASE} <= set(file.namelist()):
            return file
    except FileNotFoundError as wrong:
        raise BackupError(_("There is no file %(file)s.") % {"file": source}) from wrong
    except (OSError, zipfile.BadZipFile) as wrong:
        raise BackupError(_("%(file)s is no backup, or it is damaged.") % {"file": source}) from wrong
    raise BackupError(_("%(file)s is no backup, or it is damaged.") % {"file": source})


def _fitting(manifest: dict[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise BackupError(_("This backup was made by a newer version. Update first."))
    if manifest.get("key") != _key():
        raise BackupError(
            _("This backup was made with another FANGXIAN_FIELD_KEY. Nobody can read it without that: set it first.")
        )
    if manifest.get("database") != connection.vendor:
        words = {"its": manifest.get("database"), "ours": connection.vendor}
        raise BackupError(_("This is a backup of %(its)s, and the database here is %(ours)s.") % words)


def _empty() -> bool:
    """Whether nobody has an account yet, or there are no tables at all."""
    return Person._meta.db_table not in connection.introspection.table_names() or not Person._base_manager.exists()


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _copied_sqlite(copy: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(copy) as into:
        connection.connection.backup(into)
    into.close()


def _put_back_sqlite(copy: Path) -> None:
    """Copy page by page over the open database in one transaction of its own; readers see the old or the new one."""
    origin = sqlite3.connect(copy)
    try:
        if origin.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupError(_("%(file)s is no backup, or it is damaged.") % {"file": DATABASE})
        connection.ensure_connection()
        origin.backup(connection.connection)
    except sqlite3.DatabaseError as wrong:
        raise BackupError(_("The database could not be put back: %(why)s") % {"why": wrong}) from wrong
    finally:
        origin.close()
    connection.close()


def _dumped(copy: Path) -> None:
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}"])


def _undumped(copy: Path) -> None:
    connection.close()
    _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", str(copy)])


def _run(command: list[str]) -> None:
    """Run one of PostgreSQL's own tools on the database in use; its first complaint becomes the sentence."""
    where: dict[str, Any] = connection.settings_dict
    if command[0] == "pg_restore":
        command = [*command[:-1], f"--dbname={where['NAME']}", command[-1]]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(where[key]) for name, key in names.items() if where.get(key)}
    environment = os.environ | given | {"PGDATABASE": str(where["NAME"])}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError as wrong:
        raise BackupError(_("%(tool)s is not installed here.") % {"tool": command[0]}) from wrong
    if done.returncode:
        why = (done.stderr.strip().splitlines() or [command[0]])[0]
        raise BackupError(_("PostgreSQL refused: %(why)s") % {"why": why})
