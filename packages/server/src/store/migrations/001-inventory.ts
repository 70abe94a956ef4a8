/**
 * The whole inventory. Frozen: a later change of the schema is a migration of its own.
 *
 * Placeholders are filled by each store: `{id}` an integer primary key that is never reused,
 * `{bigid}` the same of 64 bits, `{time}` a 64-bit integer, `{real}` a double, `{text}` text
 * that is compared byte by byte.
 */
export const inventory = `
CREATE TABLE "setting" (
  id {id},
  "key" {text} NOT NULL,
  value {text} NOT NULL
);

CREATE TABLE "account" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  alias {text} NOT NULL,
  name {text} NOT NULL,
  parent_id integer,
  domain {text} NOT NULL,
  home {text} NOT NULL,
  contact {text} NOT NULL,
  status {text} NOT NULL
);
CREATE UNIQUE INDEX account_uid ON "account" (uid);

CREATE TABLE "user" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  username {text} NOT NULL,
  password_hash {text},
  api_key_enc {text},
  api_key_mac {text},
  role {text} NOT NULL,
  email {text},
  disabled smallint NOT NULL
);
CREATE UNIQUE INDEX user_uid ON "user" (uid);

CREATE TABLE "token" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  user_id integer NOT NULL,
  kind {text} NOT NULL,
  jti_hash {text} NOT NULL,
  expires_at {time} NOT NULL
);
CREATE UNIQUE INDEX token_uid ON "token" (uid);

CREATE TABLE "location" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  code {text} NOT NULL,
  title {text} NOT NULL,
  provider {text} NOT NULL,
  capabilities {text} NOT NULL
);
CREATE UNIQUE INDEX location_uid ON "location" (uid);

CREATE TABLE "machine_type" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  name {text} NOT NULL,
  kind {text} NOT NULL,
  vcpus integer NOT NULL,
  pcpus integer NOT NULL,
  quota_vcpus integer,
  memory_mb integer NOT NULL,
  gpus integer NOT NULL,
  disk_gb integer NOT NULL,
  family {text} NOT NULL,
  infiniband smallint NOT NULL,
  price {real} NOT NULL,
  spot_price {real},
  description {text}
);
CREATE UNIQUE INDEX machine_type_uid ON "machine_type" (uid);

CREATE TABLE "machine_type_alias" (
  id {id},
  machine_type_id integer NOT NULL,
  name {text} NOT NULL
);

CREATE TABLE "machine_type_location" (
  id {id},
  machine_type_id integer NOT NULL,
  location_id integer NOT NULL,
  stock integer
);

CREATE TABLE "image" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer,
  kind {text} NOT NULL,
  name {text} NOT NULL,
  title {text} NOT NULL,
  os_family {text} NOT NULL,
  os_version {text} NOT NULL,
  bits integer NOT NULL,
  disk_gb integer NOT NULL,
  docker_ref {text},
  location_id integer
);
CREATE UNIQUE INDEX image_uid ON "image" (uid);

CREATE TABLE "image_name" (
  id {id},
  image_id integer NOT NULL,
  dialect {text} NOT NULL,
  name {text} NOT NULL
);

CREATE TABLE "repository" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer,
  name {text} NOT NULL,
  registry {text} NOT NULL,
  tag {text} NOT NULL,
  username {text},
  secret_enc {text},
  description {text}
);
CREATE UNIQUE INDEX repository_uid ON "repository" (uid);

CREATE TABLE "network" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  location_id integer NOT NULL,
  kind {text} NOT NULL,
  name {text} NOT NULL,
  cidr {text} NOT NULL,
  gateway {text} NOT NULL,
  vlan integer,
  description {text},
  free_from integer NOT NULL
);
CREATE UNIQUE INDEX network_uid ON "network" (uid);

CREATE TABLE "address" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  network_id integer,
  ip {text} NOT NULL,
  position integer,
  machine_id integer,
  role {text} NOT NULL,
  mate_id integer,
  rules {text}
);
CREATE UNIQUE INDEX address_uid ON "address" (uid);

CREATE TABLE "machine_group" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  location_id integer NOT NULL,
  parent_id integer,
  name {text} NOT NULL,
  description {text},
  type {text} NOT NULL,
  archived_at {time}
);
CREATE UNIQUE INDEX machine_group_uid ON "machine_group" (uid);

CREATE TABLE "cluster" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  name {text} NOT NULL,
  location_id integer,
  state {text},
  target_state {text},
  max_count integer NOT NULL,
  max_core_count integer NOT NULL,
  parameters {text} NOT NULL
);
CREATE UNIQUE INDEX cluster_uid ON "cluster" (uid);

CREATE TABLE "node_array" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  cluster_id integer NOT NULL,
  location_id integer NOT NULL,
  network_id integer,
  image_id integer,
  name {text} NOT NULL,
  attributes {text} NOT NULL,
  max_count integer,
  max_core_count integer,
  spot smallint NOT NULL,
  activated smallint NOT NULL,
  free_from integer NOT NULL,
  target_count integer,
  placement_group_size integer NOT NULL
);
CREATE UNIQUE INDEX node_array_uid ON "node_array" (uid);

CREATE TABLE "bucket" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  array_id integer NOT NULL,
  machine_type_id integer NOT NULL,
  position integer NOT NULL,
  disabled smallint NOT NULL,
  last_capacity_failure_at {time}
);
CREATE UNIQUE INDEX bucket_uid ON "bucket" (uid);

CREATE TABLE "placement_group" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  name {text} NOT NULL,
  rule {text} NOT NULL,
  bucket_id integer,
  location_id integer,
  max_size integer
);
CREATE UNIQUE INDEX placement_group_uid ON "placement_group" (uid);

CREATE TABLE "machine" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  location_id integer NOT NULL,
  kind {text} NOT NULL,
  group_id integer,
  cluster_id integer,
  array_id integer,
  bucket_id integer,
  placement_group_id integer,
  host_id integer,
  service_id integer,
  ordinal integer,
  name {text} NOT NULL,
  hostname {text} NOT NULL,
  domain {text} NOT NULL,
  server_name {text},
  machine_type_id integer,
  family {text} NOT NULL,
  vcpus integer NOT NULL,
  quota_vcpus integer NOT NULL,
  memory_mb integer NOT NULL,
  disk_gb integer NOT NULL,
  image_id integer,
  state {text} NOT NULL,
  state_since {time} NOT NULL,
  reason {text},
  open_steps integer NOT NULL,
  due_at {time},
  lease_owner {text},
  lease_until {time},
  first_ready_at {time},
  started_at {time},
  deleted_at {time},
  archived_at {time},
  expires_at {time},
  evict_at {time},
  keep_alive smallint NOT NULL,
  fixed smallint NOT NULL,
  spot smallint NOT NULL,
  maintenance smallint NOT NULL,
  template smallint NOT NULL,
  price {real} NOT NULL,
  network_id integer,
  private_ip {text},
  public_ip {text},
  instance_id {text},
  password_enc {text},
  exit_code integer,
  last_reload_step_id integer
);
CREATE UNIQUE INDEX machine_uid ON "machine" (uid);

CREATE TABLE "disk" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  machine_id integer NOT NULL,
  slot integer NOT NULL,
  size_gb integer NOT NULL,
  path {text},
  kind {text} NOT NULL
);
CREATE UNIQUE INDEX disk_uid ON "disk" (uid);

CREATE TABLE "snapshot" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  machine_id integer NOT NULL,
  name {text} NOT NULL,
  expires_at {time}
);
CREATE UNIQUE INDEX snapshot_uid ON "snapshot" (uid);

CREATE TABLE "service" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  stack_id integer,
  generation integer NOT NULL,
  name {text} NOT NULL,
  unique_name {text} NOT NULL,
  image {text} NOT NULL,
  definition {text} NOT NULL,
  target_count integer NOT NULL,
  synchronized smallint NOT NULL,
  operation_id integer,
  deployed_at {time},
  started_at {time},
  stopped_at {time},
  deleted_at {time}
);
CREATE UNIQUE INDEX service_uid ON "service" (uid);

CREATE TABLE "stack" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  name {text} NOT NULL,
  definition {text} NOT NULL,
  operation_id integer,
  deployed_at {time},
  deleted_at {time}
);
CREATE UNIQUE INDEX stack_uid ON "stack" (uid);

CREATE TABLE "volume_group" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  service_id integer NOT NULL,
  name {text} NOT NULL,
  path {text} NOT NULL,
  deleted_at {time}
);
CREATE UNIQUE INDEX volume_group_uid ON "volume_group" (uid);

CREATE TABLE "volume" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  volume_group_id integer NOT NULL,
  host_id integer,
  machine_id integer,
  deleted_at {time}
);
CREATE UNIQUE INDEX volume_uid ON "volume" (uid);

CREATE TABLE "trigger" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  service_id integer NOT NULL,
  name {text} NOT NULL,
  operation {text} NOT NULL
);
CREATE UNIQUE INDEX trigger_uid ON "trigger" (uid);

CREATE TABLE "operation" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  dialect {text} NOT NULL,
  action {text} NOT NULL,
  location_id integer,
  cluster_id integer,
  object_kind {text},
  object_id integer,
  object_uid {text},
  state {text} NOT NULL,
  total integer NOT NULL,
  pending integer NOT NULL,
  failed integer NOT NULL,
  message {text},
  started_at {time},
  ended_at {time},
  request_key {text},
  request {text}
);
CREATE UNIQUE INDEX operation_uid ON "operation" (uid);

CREATE TABLE "step" (
  id {id},
  uid {text} NOT NULL,
  account_id integer NOT NULL,
  machine_id integer NOT NULL,
  operation_id integer NOT NULL,
  verb {text} NOT NULL,
  args {text},
  state {text} NOT NULL,
  attempts integer NOT NULL,
  error {text},
  created_at {time} NOT NULL,
  started_at {time},
  ended_at {time}
);

CREATE TABLE "span" (
  id {id},
  account_id integer NOT NULL,
  machine_id integer NOT NULL,
  machine_uid {text} NOT NULL,
  name {text} NOT NULL,
  cluster_id integer,
  array_id integer,
  location_id integer NOT NULL,
  machine_type {text} NOT NULL,
  spot smallint NOT NULL,
  vcpus integer NOT NULL,
  memory_mb integer NOT NULL,
  price {real} NOT NULL,
  from_at {time} NOT NULL,
  to_at {time}
);

CREATE TABLE "quota" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  location_id integer NOT NULL,
  family {text} NOT NULL,
  spot smallint NOT NULL,
  cores integer,
  nodes integer
);
CREATE UNIQUE INDEX quota_uid ON "quota" (uid);

CREATE TABLE "counter" (
  id {id},
  "key" {text} NOT NULL,
  account_id integer NOT NULL,
  nodes integer NOT NULL,
  cores integer NOT NULL
);

CREATE TABLE "zone" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  name {text} NOT NULL,
  serial integer NOT NULL,
  definition {text} NOT NULL
);
CREATE UNIQUE INDEX zone_uid ON "zone" (uid);

CREATE TABLE "record" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  zone_id integer NOT NULL,
  host {text} NOT NULL,
  type {text} NOT NULL,
  data {text} NOT NULL,
  ttl integer NOT NULL,
  details {text}
);
CREATE UNIQUE INDEX record_uid ON "record" (uid);

CREATE TABLE "ssh_key" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  label {text} NOT NULL,
  public_key {text} NOT NULL,
  fingerprint {text} NOT NULL,
  notes {text}
);
CREATE UNIQUE INDEX ssh_key_uid ON "ssh_key" (uid);

CREATE TABLE "tag" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  name {text} NOT NULL,
  origin {text} NOT NULL
);
CREATE UNIQUE INDEX tag_uid ON "tag" (uid);

CREATE TABLE "tagging" (
  id {id},
  account_id integer NOT NULL,
  tag_id integer NOT NULL,
  object_kind {text} NOT NULL,
  object_id integer NOT NULL
);

CREATE TABLE "ticket" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  title {text} NOT NULL,
  status {text} NOT NULL,
  priority integer NOT NULL,
  updates {text} NOT NULL
);
CREATE UNIQUE INDEX ticket_uid ON "ticket" (uid);

CREATE TABLE "purchase_order" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  operation_id integer,
  status {text} NOT NULL,
  container {text} NOT NULL,
  total {real} NOT NULL
);
CREATE UNIQUE INDEX purchase_order_uid ON "purchase_order" (uid);

CREATE TABLE "script" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer,
  name {text} NOT NULL,
  description {text},
  duration_ms integer NOT NULL,
  exit_code integer NOT NULL,
  output {text}
);
CREATE UNIQUE INDEX script_uid ON "script" (uid);

CREATE TABLE "policy" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  kind {text} NOT NULL,
  name {text} NOT NULL,
  location_id integer,
  state {text} NOT NULL,
  definition {text} NOT NULL
);
CREATE UNIQUE INDEX policy_uid ON "policy" (uid);

CREATE TABLE "policy_target" (
  id {id},
  account_id integer NOT NULL,
  policy_id integer NOT NULL,
  object_kind {text} NOT NULL,
  object_id integer NOT NULL
);

CREATE TABLE "webhook" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  kind {text} NOT NULL,
  target {text} NOT NULL,
  secret_enc {text},
  cursor {time} NOT NULL,
  disabled smallint NOT NULL
);
CREATE UNIQUE INDEX webhook_uid ON "webhook" (uid);

CREATE TABLE "outbox" (
  id {id},
  account_id integer NOT NULL,
  webhook_id integer NOT NULL,
  event_id {time} NOT NULL,
  attempts integer NOT NULL,
  due_at {time},
  body {text} NOT NULL
);

CREATE TABLE "custom_field" (
  id {id},
  uid {text} NOT NULL,
  created_at {time} NOT NULL,
  created_by {text} NOT NULL,
  changed_at {time} NOT NULL,
  changed_by {text} NOT NULL,
  ext {text} NOT NULL,
  account_id integer NOT NULL,
  name {text} NOT NULL,
  type {text} NOT NULL,
  required smallint NOT NULL,
  options {text} NOT NULL
);
CREATE UNIQUE INDEX custom_field_uid ON "custom_field" (uid);

CREATE TABLE "custom_field_value" (
  id {id},
  account_id integer NOT NULL,
  custom_field_id integer NOT NULL,
  object_kind {text} NOT NULL,
  object_id integer NOT NULL,
  value {text} NOT NULL
);

CREATE TABLE "idempotency" (
  id {id},
  account_id integer NOT NULL,
  dialect {text} NOT NULL,
  "key" {text} NOT NULL,
  request_hash {text},
  operation_id integer,
  status integer,
  headers {text},
  body {text},
  at {time} NOT NULL
);

CREATE TABLE "event" (
  id {bigid},
  at {time} NOT NULL,
  account_id integer NOT NULL,
  actor {text} NOT NULL,
  object_kind {text} NOT NULL,
  object_id integer,
  object_uid {text},
  machine_id integer,
  operation_id integer,
  kind {text} NOT NULL,
  data {text}
);

CREATE TABLE "simulated_instance" (
  id {id},
  machine_uid {text} NOT NULL,
  pool {text} NOT NULL
);

-- Look-ups by name
CREATE UNIQUE INDEX setting_key ON "setting" ("key");
CREATE UNIQUE INDEX account_alias ON "account" (alias);
CREATE UNIQUE INDEX user_username ON "user" (username);
CREATE UNIQUE INDEX user_api_key_mac ON "user" (api_key_mac);
CREATE UNIQUE INDEX token_jti ON "token" (jti_hash);
CREATE UNIQUE INDEX location_code ON "location" (code);
CREATE UNIQUE INDEX machine_type_name ON "machine_type" (name);
CREATE UNIQUE INDEX machine_type_alias_name ON "machine_type_alias" (name);
CREATE UNIQUE INDEX machine_type_location_pair ON "machine_type_location" (location_id, machine_type_id);
CREATE UNIQUE INDEX image_name_dialect ON "image_name" (dialect, name);
CREATE UNIQUE INDEX counter_key ON "counter" ("key");
CREATE UNIQUE INDEX idempotency_key ON "idempotency" (account_id, dialect, "key");
CREATE UNIQUE INDEX quota_family ON "quota" (account_id, location_id, family, spot);
CREATE UNIQUE INDEX simulated_instance_machine ON "simulated_instance" (machine_uid);
CREATE INDEX simulated_instance_pool ON "simulated_instance" (pool);

-- The tree of an account
CREATE INDEX network_location ON "network" (account_id, location_id, kind);
CREATE UNIQUE INDEX address_position ON "address" (network_id, position) WHERE position IS NOT NULL;
CREATE INDEX address_machine ON "address" (machine_id);
CREATE INDEX machine_group_location ON "machine_group" (account_id, location_id);
CREATE INDEX machine_group_parent ON "machine_group" (parent_id);
CREATE UNIQUE INDEX cluster_name ON "cluster" (account_id, name);
CREATE UNIQUE INDEX node_array_name ON "node_array" (cluster_id, name);
CREATE UNIQUE INDEX bucket_type ON "bucket" (array_id, machine_type_id);
CREATE INDEX placement_group_bucket ON "placement_group" (bucket_id, name);

-- Machines. The name of a deleted machine is free again.
CREATE INDEX machine_account ON "machine" (account_id, kind);
CREATE UNIQUE INDEX machine_cluster_name ON "machine" (cluster_id, name) WHERE cluster_id IS NOT NULL AND state <> 'deleted';
CREATE INDEX machine_array ON "machine" (array_id, ordinal) WHERE array_id IS NOT NULL AND state <> 'deleted';
CREATE UNIQUE INDEX machine_server_name ON "machine" (server_name) WHERE server_name IS NOT NULL AND state <> 'deleted';
CREATE INDEX machine_group_id ON "machine" (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX machine_service ON "machine" (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX machine_host ON "machine" (host_id) WHERE host_id IS NOT NULL;
CREATE INDEX machine_due ON "machine" (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX machine_lease ON "machine" (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX disk_machine ON "disk" (machine_id);
CREATE INDEX snapshot_machine ON "snapshot" (machine_id);

-- Services
CREATE INDEX service_account ON "service" (account_id, name);
CREATE INDEX service_stack ON "service" (stack_id);
CREATE INDEX volume_group_service ON "volume_group" (service_id);
CREATE INDEX volume_volume_group ON "volume" (volume_group_id);
CREATE INDEX trigger_service ON "trigger" (service_id);

-- Work
CREATE INDEX operation_account ON "operation" (account_id, id);
CREATE INDEX operation_object ON "operation" (object_kind, object_id);
CREATE INDEX step_open ON "step" (machine_id, id) WHERE state IN ('running', 'waiting');
CREATE INDEX step_operation ON "step" (operation_id);
CREATE INDEX span_machine ON "span" (machine_id) WHERE to_at IS NULL;
CREATE INDEX span_cluster ON "span" (cluster_id, from_at);
CREATE INDEX span_account ON "span" (account_id, from_at);

-- Everything else
CREATE UNIQUE INDEX zone_name ON "zone" (name);
CREATE INDEX record_zone ON "record" (zone_id);
CREATE UNIQUE INDEX tag_name ON "tag" (account_id, name);
CREATE INDEX tagging_object ON "tagging" (object_kind, object_id);
CREATE INDEX policy_kind ON "policy" (account_id, kind);
CREATE INDEX policy_target_object ON "policy_target" (object_kind, object_id);
CREATE INDEX outbox_due ON "outbox" (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX custom_field_value_object ON "custom_field_value" (custom_field_id, object_kind, object_id);
CREATE INDEX event_account ON "event" (account_id, id);
CREATE INDEX event_at ON "event" (at);
`;
