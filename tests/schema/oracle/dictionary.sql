-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables of the names and columns of Oracle 19c's data dictionary (Database Reference, "Static Data Dictionary Views"), as
-- far as they are read, for SQLite and PostgreSQL. LONG columns are text here.
CREATE TABLE dual (dummy varchar(1));
INSERT INTO dual VALUES ('X');
CREATE TABLE all_users (username text, user_id numeric, created text, common text, oracle_maintained text);
CREATE TABLE all_tables (owner text, table_name text, tablespace_name text, cluster_name text, iot_name text, status text, logging text,
  num_rows numeric, blocks numeric, iot_type text, temporary text, secondary text, nested text, partitioned text, duration text, dropped text);
CREATE TABLE all_object_tables (owner text, table_name text, tablespace_name text, cluster_name text, iot_name text, status text, logging text,
  num_rows numeric, blocks numeric, iot_type text, temporary text, secondary text, nested text, partitioned text, duration text, dropped text,
  object_id_type text, table_type_owner text, table_type text);
CREATE TABLE all_tab_cols (owner text, table_name text, column_name text, data_type text, data_type_mod text, data_type_owner text,
  data_length numeric, data_precision numeric, data_scale numeric, nullable text, column_id numeric, default_length numeric, data_default text,
  char_length numeric, char_used text, hidden_column text, virtual_column text, internal_column_id numeric, user_generated text,
  default_on_null text, identity_column text, "collation" text);
CREATE TABLE all_tab_identity_cols (owner text, table_name text, column_name text, generation_type text, sequence_name text, identity_options text);
CREATE TABLE all_constraints (owner text, constraint_name text, constraint_type text, table_name text, search_condition text,
  search_condition_vc text, r_owner text, r_constraint_name text, delete_rule text, status text, "deferrable" text, deferred text, validated text,
  generated text, index_owner text, index_name text, view_related text);
CREATE TABLE all_cons_columns (owner text, constraint_name text, table_name text, column_name text, position numeric);
CREATE TABLE all_indexes (owner text, index_name text, index_type text, table_owner text, table_name text, table_type text, uniqueness text,
  tablespace_name text, status text, partitioned text, temporary text, generated text, secondary text, ityp_owner text, ityp_name text,
  parameters text, visibility text);
CREATE TABLE all_ind_columns (index_owner text, index_name text, table_owner text, table_name text, column_name text, column_position numeric,
  descend text);
CREATE TABLE all_ind_expressions (index_owner text, index_name text, table_owner text, table_name text, column_expression text,
  column_position numeric);
CREATE TABLE all_views (owner text, view_name text, text_length numeric, text text, text_vc text, read_only text, editioning_view text, bequeath text);
CREATE TABLE all_mviews (owner text, mview_name text, container_name text, query text, rewrite_enabled text, refresh_mode text,
  refresh_method text, build_mode text, compile_state text);
CREATE TABLE all_mview_comments (owner text, mview_name text, comments text);
CREATE TABLE all_sequences (sequence_owner text, sequence_name text, min_value text, max_value text, increment_by text, cycle_flag text,
  order_flag text, cache_size numeric, last_number numeric);
CREATE TABLE all_synonyms (owner text, synonym_name text, table_owner text, table_name text, db_link text);
CREATE TABLE all_source (owner text, name text, type text, line numeric, text text);
CREATE TABLE all_errors (owner text, name text, type text, sequence numeric, line numeric, position numeric, text text, attribute text,
  message_number numeric);
CREATE TABLE all_objects (owner text, object_name text, object_type text, status text);
CREATE TABLE all_triggers (owner text, trigger_name text, trigger_type text, triggering_event text, table_owner text, base_object_type text,
  table_name text, column_name text, when_clause text, status text, description text, action_type text, trigger_body text);
CREATE TABLE all_tab_comments (owner text, table_name text, table_type text, comments text);
CREATE TABLE all_col_comments (owner text, table_name text, column_name text, comments text);
CREATE TABLE all_part_tables (owner text, table_name text, partitioning_type text, subpartitioning_type text, partition_count numeric, interval text,
  autolist text, def_subpartition_count numeric, ref_ptn_constraint_name text);
CREATE TABLE all_subpart_key_columns (owner text, name text, object_type text, column_name text, column_position numeric);
CREATE TABLE all_part_key_columns (owner text, name text, object_type text, column_name text, column_position numeric);
CREATE TABLE all_tab_partitions (table_owner text, table_name text, partition_name text, high_value text, partition_position numeric, interval text);
CREATE TABLE all_external_tables (owner text, table_name text, type_owner text, type_name text, default_directory_name text);
CREATE TABLE all_types (owner text, type_name text, typecode text, attributes numeric);
CREATE TABLE all_type_attrs (owner text, type_name text, attr_name text, attr_type_mod text, attr_type_owner text, attr_type_name text,
  length numeric, precision numeric, scale numeric, attr_no numeric, char_used text);
CREATE TABLE all_dependencies (owner text, name text, type text, referenced_owner text, referenced_name text, referenced_type text);
CREATE TABLE all_tab_privs (grantor text, grantee text, table_schema text, table_name text, privilege text, grantable text);
CREATE TABLE all_col_privs (grantor text, grantee text, table_schema text, table_name text, column_name text, privilege text, grantable text);
CREATE TABLE nls_database_parameters (parameter text, value text);
CREATE TABLE plan_table (statement_id text, plan_id numeric, operation text, options text, object_owner text, object_name text, id numeric,
  parent_id numeric, position numeric, cost numeric, cardinality numeric, access_predicates text, filter_predicates text, partition_start text,
  partition_stop text);
INSERT INTO all_users VALUES ('SYS', 0, '', 'YES', 'Y'), ('SYSTEM', 9, '', 'YES', 'Y'), ('XDB', 60, '', 'YES', 'Y'),
  ('CHINOOK', 107, '', 'NO', 'N'), ('HR', 108, '', 'NO', 'N');
INSERT INTO nls_database_parameters VALUES ('NLS_CHARACTERSET', 'AL32UTF8'), ('NLS_SORT', 'BINARY');
INSERT INTO all_tables (owner, table_name, temporary, nested, secondary, partitioned) VALUES ('SYS', 'TAB$', 'N', 'NO', 'N', 'NO');
INSERT INTO all_tab_cols (owner, table_name, column_name, data_type, nullable, column_id) VALUES ('SYS', 'TAB$', 'OBJ#', 'NUMBER', 'N', 1);
