// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspacefile.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Ids are UUIDs as text. name_key is the case-folded name, so that Prod and prod cannot be two. History refers to profiles
/// by value: it outlives them.
QStringList firstVersion()
{
    return {
        u"CREATE TABLE server (id TEXT PRIMARY KEY, engine TEXT NOT NULL, name TEXT NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL,"
        " user TEXT NOT NULL, options TEXT NOT NULL, max_connections INTEGER NOT NULL) STRICT, WITHOUT ROWID"_s,
        u"CREATE TABLE profile (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,"
        " server_id TEXT NOT NULL REFERENCES server ON DELETE CASCADE, database TEXT NOT NULL, environment TEXT NOT NULL,"
        " colour TEXT NOT NULL, read_only INTEGER NOT NULL) STRICT, WITHOUT ROWID"_s,
        u"CREATE INDEX profile_server ON profile (server_id)"_s,
        u"CREATE TABLE profile_group (profile_id TEXT NOT NULL REFERENCES profile ON DELETE CASCADE, position INTEGER NOT NULL,"
        " name TEXT NOT NULL, PRIMARY KEY (profile_id, name)) STRICT, WITHOUT ROWID"_s,
        u"CREATE TABLE active_profile (one INTEGER PRIMARY KEY CHECK (one = 1),"
        " profile_id TEXT NOT NULL REFERENCES profile ON DELETE CASCADE) STRICT"_s,
        u"CREATE TABLE work_session (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, created TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID"_s,
        u"CREATE TABLE work_session_profile (session_id TEXT NOT NULL REFERENCES work_session ON DELETE CASCADE,"
        " profile_id TEXT NOT NULL REFERENCES profile ON DELETE CASCADE, position INTEGER NOT NULL,"
        " PRIMARY KEY (session_id, profile_id)) STRICT, WITHOUT ROWID"_s,
        u"CREATE INDEX work_session_profile_profile ON work_session_profile (profile_id)"_s,
        u"CREATE TABLE target_set (name_key TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID"_s,
        u"CREATE TABLE target_set_profile (name_key TEXT NOT NULL REFERENCES target_set ON DELETE CASCADE,"
        " profile_id TEXT NOT NULL REFERENCES profile ON DELETE CASCADE, position INTEGER NOT NULL,"
        " PRIMARY KEY (name_key, profile_id)) STRICT, WITHOUT ROWID"_s,
        u"CREATE INDEX target_set_profile_profile ON target_set_profile (profile_id)"_s,
        // AUTOINCREMENT: a number is never given twice, not even after the history was cleared.
        u"CREATE TABLE run (number INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, text TEXT NOT NULL, origin TEXT NOT NULL,"
        " session TEXT NOT NULL, elapsed_ms REAL NOT NULL, finished INTEGER NOT NULL) STRICT"_s,
        u"CREATE INDEX run_session ON run (session)"_s,
        u"CREATE TABLE run_target (run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, position INTEGER NOT NULL,"
        " profile_id TEXT NOT NULL, name TEXT NOT NULL, engine TEXT NOT NULL, sql TEXT NOT NULL, state TEXT NOT NULL,"
        " row_count INTEGER NOT NULL, affected_rows INTEGER NOT NULL, elapsed_ms REAL NOT NULL, error_kind TEXT NOT NULL,"
        " error_code TEXT NOT NULL, error_message TEXT NOT NULL, PRIMARY KEY (run, position)) STRICT, WITHOUT ROWID"_s,
        u"CREATE TABLE editor (id TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, file TEXT NOT NULL,"
        " cursor INTEGER NOT NULL, active INTEGER NOT NULL) STRICT"_s,
        // No foreign key: a target that was removed elsewhere must never keep an editor's text from being saved.
        u"CREATE TABLE editor_target (editor_id TEXT NOT NULL REFERENCES editor ON DELETE CASCADE, profile_id TEXT NOT NULL,"
        " position INTEGER NOT NULL, PRIMARY KEY (editor_id, position)) STRICT, WITHOUT ROWID"_s,
        u"CREATE TABLE setting (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID"_s,
    };
}

/// Links between tables. Columns are JSON arrays; schema and table are names, since a link outlives what was read of the schema.
QStringList withLinks()
{
    return {
        u"CREATE TABLE relation_link (id TEXT PRIMARY KEY, from_profile TEXT NOT NULL REFERENCES profile ON DELETE CASCADE,"
        " from_schema TEXT NOT NULL, from_table TEXT NOT NULL, from_columns TEXT NOT NULL,"
        " to_profile TEXT NOT NULL REFERENCES profile ON DELETE CASCADE, to_schema TEXT NOT NULL, to_table TEXT NOT NULL,"
        " to_columns TEXT NOT NULL, note TEXT NOT NULL, denied INTEGER NOT NULL,"
        " UNIQUE (from_profile, from_schema, from_table, from_columns, to_profile, to_schema, to_table, to_columns)) STRICT, WITHOUT ROWID"_s,
        u"CREATE INDEX relation_link_to_profile ON relation_link (to_profile)"_s,
    };
}

/// What was sent is kept once: a target has the number of its text in run_sql, or NULL where it is the run's own.
QStringList withTextsOnce()
{
    return {
        u"CREATE TABLE run_sql (run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, number INTEGER NOT NULL, sql TEXT NOT NULL,"
        " UNIQUE (run, number)) STRICT"_s,
        u"INSERT INTO run_sql (run, number, sql) SELECT t.run, min(t.position), t.sql FROM run_target t JOIN run r ON r.number = t.run"
        " WHERE t.sql <> r.text GROUP BY t.run, t.sql"_s,
        u"CREATE TABLE run_target_2 (run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, position INTEGER NOT NULL,"
        " profile_id TEXT NOT NULL, name TEXT NOT NULL, engine TEXT NOT NULL, sql_number INTEGER, state TEXT NOT NULL,"
        " row_count INTEGER NOT NULL, affected_rows INTEGER NOT NULL, elapsed_ms REAL NOT NULL, error_kind TEXT NOT NULL,"
        " error_code TEXT NOT NULL, error_message TEXT NOT NULL, PRIMARY KEY (run, position)) STRICT, WITHOUT ROWID"_s,
        u"INSERT INTO run_target_2 SELECT t.run, t.position, t.profile_id, t.name, t.engine,"
        " (SELECT s.number FROM run_sql s WHERE s.run = t.run AND s.sql = t.sql), t.state, t.row_count, t.affected_rows, t.elapsed_ms,"
        " t.error_kind, t.error_code, t.error_message FROM run_target t"_s,
        u"DROP TABLE run_target"_s,
        u"ALTER TABLE run_target_2 RENAME TO run_target"_s,
    };
}

/// Schemas as they were read. A catalog is a list of parts (snapshotparts.h), each kept once however many catalogs share it, so that an
/// unchanged schema costs a row of `snapshot`. Snapshots outlive their profile where somebody kept them.
QStringList withSnapshots()
{
    return {
        u"CREATE TABLE schema_part (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, data BLOB NOT NULL) STRICT"_s,
        // fingerprint is that of the model's version `model`; another one's is computed anew.
        u"CREATE TABLE schema_catalog (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, info_part INTEGER NOT NULL REFERENCES schema_part,"
        " objects BLOB NOT NULL, model INTEGER NOT NULL, fingerprint TEXT NOT NULL, counts TEXT NOT NULL) STRICT"_s,
        u"CREATE INDEX schema_catalog_info ON schema_catalog (info_part)"_s,
        // patterns: what was left out on purpose, so that only like is compared with like. last_number: a number is never given twice.
        // statistics: of one snapshot, the newest.
        u"CREATE TABLE snapshot_database (profile_id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, scope TEXT NOT NULL,"
        " engine TEXT NOT NULL, last_number INTEGER NOT NULL, statistics_of TEXT NOT NULL, statistics BLOB NOT NULL) STRICT, WITHOUT ROWID"_s,
        u"CREATE TABLE snapshot (id TEXT PRIMARY KEY, profile_id TEXT NOT NULL REFERENCES snapshot_database ON DELETE CASCADE,"
        " number INTEGER NOT NULL, run TEXT NOT NULL, run_started TEXT NOT NULL, taken TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,"
        " keep INTEGER NOT NULL, changed INTEGER NOT NULL, patterns TEXT NOT NULL, catalog_id INTEGER NOT NULL REFERENCES schema_catalog,"
        " UNIQUE (profile_id, number)) STRICT, WITHOUT ROWID"_s,
        u"CREATE INDEX snapshot_catalog ON snapshot (catalog_id)"_s,
        u"CREATE UNIQUE INDEX snapshot_name ON snapshot (profile_id, name_key) WHERE name_key <> ''"_s,
    };
}

/// What databases are measured by, and what the last measuring found. No foreign keys: a baseline that is gone must be told, not forgotten.
QStringList withDrift()
{
    return {
        u"CREATE TABLE baseline (profile_id TEXT PRIMARY KEY, snapshot_id TEXT NOT NULL, title TEXT NOT NULL, follows TEXT NOT NULL,"
        " muted INTEGER NOT NULL) STRICT, WITHOUT ROWID"_s,
        // rules: what was ignored when it was measured.
        u"CREATE TABLE drift (profile_id TEXT PRIMARY KEY, baseline_id TEXT NOT NULL, baseline_name TEXT NOT NULL, snapshot_id TEXT NOT NULL,"
        " measured TEXT NOT NULL, rules TEXT NOT NULL, finding TEXT NOT NULL) STRICT, WITHOUT ROWID"_s,
    };
}

/// Where a database without a profile leads: read by the URL of a job file, or what is kept of a profile that is gone.
QStringList withUrls()
{
    return {u"ALTER TABLE snapshot_database ADD COLUMN url TEXT NOT NULL DEFAULT ''"_s};
}

/// What a database without a profile was called before a job file called it otherwise, or a profile took it over.
QStringList withFormerNames()
{
    return {
        u"CREATE TABLE former_name (name_key TEXT PRIMARY KEY, profile_id TEXT NOT NULL REFERENCES snapshot_database ON DELETE CASCADE)"
        " STRICT, WITHOUT ROWID"_s,
        u"CREATE INDEX former_name_profile ON former_name (profile_id)"_s,
    };
}

/// Where each snapshot was read: a profile may be made to lead elsewhere. Of those before it is not known.
QStringList withOrigins()
{
    return {u"ALTER TABLE snapshot ADD COLUMN url TEXT NOT NULL DEFAULT ''"_s};
}

} // namespace

WorkspaceSteps workspaceSteps()
{
    return {firstVersion(), withLinks(), withTextsOnce(), withSnapshots(), withDrift(), withUrls(), withFormerNames(), withOrigins()};
}

} // namespace concord
