"""Opening a record: what kind it is, whether this program can use it, and bringing an older one up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, exc, inspect, make_url, text

from dateline.errors import InputError, StoreError
from dateline.store.dialects import is_sqlite, make_engine, told_as_store_errors
from dateline.store.schema import APPLICATION_ID, HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config

_SERVER_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_MIGRATION_LOCK = APPLICATION_ID


def open_engine(target: str | Path, *, create: bool) -> tuple[Engine, str]:
    """An engine over an up-to-date record, and the record's name for messages; errors as `open_store`."""
    url, name = _url_of(str(target), create=create)
    try:
        engine = make_engine(url)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"record {name}: PostgreSQL needs one more package; pip install 'dateline[postgresql]'"
        ) from error
    try:
        with told_as_store_errors(name):
            _bring_up_to_date(engine, name, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, name


def _url_of(target: str, *, create: bool) -> tuple[URL, str]:
    """The database's address, and what messages call it: never with a password."""
    for scheme in _SERVER_SCHEMES:
        if target.startswith(scheme):
            try:
                url = make_url(f"postgresql+psycopg://{target.removeprefix(scheme)}")
            except (exc.ArgumentError, ValueError) as error:
                raise InputError(f"the record's address is no database address: {error}") from error
            named = url.set(drivername="postgresql").render_as_string(hide_password=True)
            return url, named
    if "://" in target:
        raise InputError(
            f"a record is a file or a postgresql:// address, not {target.partition('://')[0]}://"
        )
    path = Path(target).expanduser()
    _check_path(path, create=create)
    return URL.create("sqlite", database=str(path)), str(path)


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise InputError(
            f"record {path}: this is a folder; name a file in it, such as {path / 'dateline.db'}"
        )
    if path.exists():
        return
    if not create:
        raise InputError(f"record {path}: there is none; check the name, or make it with `dateline read`")
    if not path.parent.is_dir():
        raise InputError(f"record {path}: the folder {path.parent} does not exist; make it first")


def _bring_up_to_date(engine: Engine, name: str, *, create: bool) -> None:
    with engine.connect() as connection:
        version = _version_of(connection, name)
    if version == HEAD:
        return
    if version is None and not create:
        raise InputError(f"record {name}: it holds nothing yet; read a report into it first")
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        # Of several programs that open a record at once, one migrates, and the others find it done.
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        version = _version_of(connection, name)
        if version != HEAD:
            _migrate(connection, version, name)


def _version_of(connection: Connection, name: str) -> str | None:
    """The migration a record stands at; None where the database is empty. Raises StoreError on another's."""
    if is_sqlite(connection):
        owner = connection.scalar(text("PRAGMA application_id"))
        tables = set(connection.scalars(text("SELECT name FROM sqlite_master")))
        if owner not in (0, APPLICATION_ID) or (tables and VERSION_TABLE not in tables):
            raise StoreError(
                f"record {name}: this is an SQLite database of another program; name another file"
            )
    else:
        tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        return None
    version: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
    return version


def _migrate(connection: Connection, version: str | None, name: str) -> None:
    # Alembic takes longer to import than a record takes to open, and is seldom needed.
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            f"record {name}: a newer Dateline made it (its tables stand at {version}, this program's at {HEAD}); "
            "upgrade Dateline to use it"
        )
    command.upgrade(config, "head")
    if is_sqlite(connection):
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for the steps of this package, to be run on an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
