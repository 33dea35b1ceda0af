-- Written by npm run schema from the migrations: for review, never run.

CREATE TABLE api_key (
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  expires_at timestamp with time zone,
  id uuid NOT NULL,
  last_used_at timestamp with time zone,
  name text NOT NULL,
  owner text,
  prefix text NOT NULL,
  revoked_at timestamp with time zone,
  roles text[] NOT NULL,
  secret_sha256 text NOT NULL,
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_roles CHECK ((cardinality(roles) > 0))
);
CREATE INDEX api_key_prefix ON public.api_key USING btree (prefix);
CREATE UNIQUE INDEX api_key_name ON public.api_key USING btree (name);

CREATE TABLE archive_mark (
  archive_reference text NOT NULL,
  archived_at timestamp with time zone NOT NULL,
  archived_by text NOT NULL,
  item_id uuid NOT NULL,
  kind text NOT NULL,
  CONSTRAINT archive_mark_pkey PRIMARY KEY (kind, item_id),
  CONSTRAINT archive_mark_kind CHECK ((kind = ANY (ARRAY['MESSAGE'::text, 'LETTER'::text, 'RETURN'::text])))
);

CREATE TABLE audit_check (
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone NOT NULL,
  events bigint NOT NULL DEFAULT '0'::bigint,
  fault jsonb,
  finished_at timestamp with time zone,
  first_at timestamp with time zone,
  head text NOT NULL,
  id bigint NOT NULL DEFAULT nextval('audit_check_id_seq'::regclass),
  last_at timestamp with time zone,
  last_error text,
  queued_at timestamp with time zone,
  requested_at timestamp with time zone NOT NULL,
  requested_by text NOT NULL,
  state text NOT NULL,
  CONSTRAINT audit_check_pkey PRIMARY KEY (id),
  CONSTRAINT audit_check_state CHECK ((state = ANY (ARRAY['WAITING'::text, 'FITS'::text, 'BROKEN'::text])))
);
CREATE INDEX audit_check_by_state ON public.audit_check USING btree (state, id);
CREATE INDEX audit_check_due ON public.audit_check USING btree (due_at, id) WHERE (state = 'WAITING'::text);
CREATE UNIQUE INDEX audit_check_waiting ON public.audit_check USING btree (state) WHERE (state = 'WAITING'::text);

CREATE TABLE audit_event (
  action text NOT NULL,
  actor text NOT NULL,
  at timestamp with time zone NOT NULL,
  data jsonb NOT NULL,
  hash text,
  id bigint NOT NULL DEFAULT nextval('audit_event_id_seq'::regclass),
  "position" bigint,
  previous_hash text,
  subject text NOT NULL,
  CONSTRAINT "PK_481efbe8b0a403efe3f47a6528f" PRIMARY KEY (id)
);
CREATE INDEX audit_event_at ON public.audit_event USING btree (at, id);
CREATE INDEX audit_event_by_action ON public.audit_event USING btree (action, at, id);
CREATE INDEX audit_event_by_actor ON public.audit_event USING btree (actor, at, id);
CREATE INDEX audit_event_by_campaign ON public.audit_event USING btree ("substring"(subject, '^declaration:(.+)-[0-9]{4}-[A-Z0-9]{5}$'::text), at, id);
CREATE INDEX audit_event_by_campaign_id ON public.audit_event USING btree (((data ->> 'campaignId'::text)), at, id) WHERE ((data ? 'campaignId'::text) AND (subject !~ '^(declaration|campaign):'::text));
CREATE INDEX audit_event_subject ON public.audit_event USING btree (subject, id);
CREATE INDEX audit_event_unsealed ON public.audit_event USING btree (at, id) WHERE ("position" IS NULL);
CREATE UNIQUE INDEX audit_event_first_of_day ON public.audit_event USING btree (subject, action, ((data ->> 'firstOfDay'::text))) WHERE (data ? 'firstOfDay'::text);
CREATE UNIQUE INDEX audit_event_position ON public.audit_event USING btree ("position");

CREATE TABLE campaign (
  attempts integer NOT NULL DEFAULT 0,
  closed_at timestamp with time zone,
  definition jsonb NOT NULL,
  due_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  issued_at timestamp with time zone,
  last_error text,
  queued_at timestamp with time zone,
  simulated boolean NOT NULL,
  slug text NOT NULL,
  state text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT "UQ_ee60fb10f0a4594d3ecb1b580f5" UNIQUE (slug),
  CONSTRAINT "PK_0ce34d26e7f2eb316a3a592cdc4" PRIMARY KEY (id),
  CONSTRAINT campaign_state CHECK ((state = ANY (ARRAY['DRAFT'::text, 'ISSUING'::text, 'RUNNING'::text, 'CLOSED'::text])))
);
CREATE INDEX campaign_due ON public.campaign USING btree (due_at, id) WHERE (state = 'ISSUING'::text);

CREATE TABLE captured_message (
  captured_at timestamp with time zone NOT NULL,
  deliveries integer NOT NULL,
  envelope_from text NOT NULL,
  id uuid NOT NULL,
  message_id text NOT NULL,
  raw bytea NOT NULL,
  recipient text NOT NULL,
  sha256 text NOT NULL,
  subject text NOT NULL,
  CONSTRAINT captured_message_once UNIQUE (recipient, message_id, sha256),
  CONSTRAINT "PK_02a79747efdcdae07098a2b0882" PRIMARY KEY (id)
);
CREATE INDEX captured_message_list ON public.captured_message USING btree (captured_at, id);

CREATE TABLE deadline (
  declaration_id uuid NOT NULL,
  due_on date NOT NULL,
  granted_by text NOT NULL,
  kind text NOT NULL,
  reason text,
  starts_at timestamp with time zone NOT NULL,
  version integer NOT NULL,
  CONSTRAINT "PK_eb62bec1ea43976ce74daa343a0" PRIMARY KEY (declaration_id, version),
  CONSTRAINT "FK_ce3bf13966fd6a34354ef448297" FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT deadline_kind CHECK ((kind = ANY (ARRAY['ORIGINAL'::text, 'EXTENDED'::text, 'RESTORED'::text])))
);
CREATE INDEX deadline_changes ON public.deadline USING btree (starts_at, declaration_id, version) WHERE (kind <> 'ORIGINAL'::text);

CREATE TABLE declaration (
  campaign_id uuid NOT NULL,
  case_token text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  deadline_version integer NOT NULL,
  due_on date NOT NULL,
  id uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  language text NOT NULL,
  municipality_number text NOT NULL,
  name_order text NOT NULL,
  organization_number text NOT NULL,
  population integer NOT NULL,
  portal_link_hash text NOT NULL,
  portal_link_offered_at timestamp with time zone,
  portal_link_offered_hash text,
  portal_link_renewed_at timestamp with time zone,
  portal_link_version integer NOT NULL,
  recipient_email text NOT NULL,
  recipient_name text NOT NULL,
  reference text NOT NULL,
  resolution text,
  return_state text NOT NULL,
  search_text text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  CONSTRAINT "UQ_4b5f4c8f9e22a23f49a9f25676b" UNIQUE (portal_link_hash),
  CONSTRAINT "UQ_b8afd9191bc4c0f17c54b2971fd" UNIQUE (reference),
  CONSTRAINT "UQ_c3fc161bd170b2baeb6cb686d5c" UNIQUE (case_token),
  CONSTRAINT declaration_once UNIQUE (campaign_id, municipality_number),
  CONSTRAINT "PK_162458b77df5671bc1cd2df4fa7" PRIMARY KEY (id),
  CONSTRAINT "FK_1cc6d2cfc040de92e37c8e5a27f" FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT "FK_bd046b9938e2eb60e51cea72d4d" FOREIGN KEY (municipality_number) REFERENCES municipality(number),
  CONSTRAINT declaration_language CHECK ((language = ANY (ARRAY['nb'::text, 'nn'::text]))),
  CONSTRAINT declaration_offered_link CHECK (((portal_link_offered_hash IS NULL) = (portal_link_offered_at IS NULL))),
  CONSTRAINT declaration_resolution CHECK ((resolution = ANY (ARRAY['ADOPTED'::text, 'DECLINED'::text, 'POSTPONED'::text]))),
  CONSTRAINT declaration_return_state CHECK ((return_state = ANY (ARRAY['NONE'::text, 'RECEIVED'::text, 'NEEDS_REVIEW'::text, 'ACCEPTED'::text, 'REJECTED'::text])))
);
CREATE INDEX declaration_by_change ON public.declaration USING btree (campaign_id, changed_at, municipality_number);
CREATE INDEX declaration_by_deadline ON public.declaration USING btree (campaign_id, due_on, municipality_number);
CREATE INDEX declaration_by_email ON public.declaration USING btree (lower(recipient_email));
CREATE INDEX declaration_by_name ON public.declaration USING btree (campaign_id, name_order, municipality_number);
CREATE INDEX declaration_by_population ON public.declaration USING btree (campaign_id, population, municipality_number);
CREATE INDEX declaration_list ON public.declaration USING btree (campaign_id, return_state, municipality_number);
CREATE INDEX declaration_organization ON public.declaration USING btree (organization_number, issued_at, reference);
CREATE UNIQUE INDEX declaration_by_offered_link ON public.declaration USING btree (portal_link_offered_hash) WHERE (portal_link_offered_hash IS NOT NULL);

CREATE TABLE form (
  byte_length integer NOT NULL,
  declaration_id uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  revision bytea NOT NULL,
  sha256 text NOT NULL,
  template_id uuid NOT NULL,
  CONSTRAINT "PK_8507b868b58f986d66dc905c0de" PRIMARY KEY (declaration_id),
  CONSTRAINT "FK_656844082de48d37a2c8fb7cfdb" FOREIGN KEY (template_id) REFERENCES form_template(id),
  CONSTRAINT "FK_8507b868b58f986d66dc905c0de" FOREIGN KEY (declaration_id) REFERENCES declaration(id)
);
CREATE UNIQUE INDEX form_sha256 ON public.form USING btree (sha256);

CREATE TABLE form_template (
  bytes bytea NOT NULL,
  campaign_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  language text NOT NULL,
  layout jsonb NOT NULL,
  sha256 text NOT NULL,
  CONSTRAINT form_template_once UNIQUE (campaign_id, kind, language),
  CONSTRAINT "PK_656844082de48d37a2c8fb7cfdb" PRIMARY KEY (id),
  CONSTRAINT "FK_d47f4bff5b8dd8726b9da92c8c3" FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

CREATE TABLE idempotency_key (
  claim_id uuid NOT NULL,
  claimed_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  key text NOT NULL,
  principal_id text NOT NULL,
  request text NOT NULL,
  request_sha256 text NOT NULL,
  response_body text,
  response_headers jsonb,
  response_status integer,
  state text NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (principal_id, key),
  CONSTRAINT idempotency_key_answer CHECK (((state = 'DONE'::text) = (response_status IS NOT NULL))),
  CONSTRAINT idempotency_key_state CHECK ((state = ANY (ARRAY['RUNNING'::text, 'DONE'::text])))
);
CREATE INDEX idempotency_key_created_at ON public.idempotency_key USING btree (created_at);

CREATE TABLE idempotency_purge (
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  last_error text,
  queued_at timestamp with time zone,
  until timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_purge_pkey PRIMARY KEY (id)
);
CREATE INDEX idempotency_purge_due ON public.idempotency_purge USING btree (due_at, id);

CREATE TABLE inbound_message (
  arrived_at timestamp with time zone NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  byte_length integer NOT NULL,
  campaign_id uuid,
  classification text,
  content_sha256 text NOT NULL,
  declaration_id uuid,
  delivered_to text NOT NULL,
  due_at timestamp with time zone NOT NULL,
  envelope_from text NOT NULL,
  explanation text,
  findings jsonb NOT NULL DEFAULT '[]'::jsonb,
  found_at text NOT NULL DEFAULT ''::text,
  from_address text,
  id uuid NOT NULL,
  last_error text,
  mailbox text NOT NULL,
  message_id text NOT NULL,
  queued_at timestamp with time zone,
  raw bytea NOT NULL,
  sender_checks jsonb,
  sha256 text NOT NULL,
  source text NOT NULL,
  state text NOT NULL,
  subject text,
  whole_length bigint,
  CONSTRAINT inbound_message_once UNIQUE (mailbox, message_id, content_sha256),
  CONSTRAINT "PK_a013d32c89ba79e84f4d371bd1b" PRIMARY KEY (id),
  CONSTRAINT "FK_6484fd88cd1d7f607ee2d6a988c" FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT "FK_c26e4e5be8ed6596f728491e382" FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT inbound_message_state CHECK ((state = ANY (ARRAY['RECEIVED'::text, 'PROCESSED'::text, 'NEEDS_REVIEW'::text])))
);
CREATE INDEX inbound_message_by_message_id ON public.inbound_message USING btree (message_id);
CREATE INDEX inbound_message_due ON public.inbound_message USING btree (due_at, id) WHERE (state = 'RECEIVED'::text);
CREATE INDEX inbound_message_list ON public.inbound_message USING btree (campaign_id, arrived_at, id);
CREATE INDEX inbound_message_of_declaration ON public.inbound_message USING btree (declaration_id, arrived_at);

CREATE TABLE issuing_result (
  at timestamp with time zone NOT NULL,
  campaign_id uuid NOT NULL,
  municipality_number text NOT NULL,
  outcome text NOT NULL,
  reason text,
  CONSTRAINT "PK_30c6dad277c9890260b512e0231" PRIMARY KEY (campaign_id, municipality_number),
  CONSTRAINT "FK_de60a0d9c9e5898c82ba6e32bb3" FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT issuing_result_outcome CHECK ((outcome = ANY (ARRAY['ISSUED'::text, 'FAILED'::text])))
);

CREATE TABLE letter (
  attempts integer NOT NULL DEFAULT 0,
  campaign_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  data jsonb NOT NULL,
  deadline_version integer,
  declaration_id uuid,
  due_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  language text NOT NULL,
  last_error text,
  message_id text NOT NULL,
  not_after timestamp with time zone,
  queued_at timestamp with time zone,
  recipient_email text NOT NULL,
  recipient_name text NOT NULL,
  sent_at timestamp with time zone,
  slot text NOT NULL,
  soft_bounces integer NOT NULL DEFAULT 0,
  state text NOT NULL,
  CONSTRAINT "UQ_bce83f0dc3592fba0247ea1aa54" UNIQUE (message_id),
  CONSTRAINT "PK_7a85cf0e444dff7c656a31b32bf" PRIMARY KEY (id),
  CONSTRAINT "FK_12a17716705d04f98a6641e984a" FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT "FK_a3233c71e8f44e3aad8638b7c8b" FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT letter_state CHECK ((state = ANY (ARRAY['PLANNED'::text, 'SENT'::text, 'BOUNCED_SOFT'::text, 'BOUNCED_HARD'::text, 'HELD'::text, 'FAILED'::text, 'CANCELLED'::text])))
);
CREATE INDEX letter_answers ON public.letter USING btree (recipient_email, due_at) WHERE (kind = ANY (ARRAY['RECEIPT'::text, 'REJECTION'::text, 'QUESTION_RECEIVED'::text]));
CREATE INDEX letter_by_kind ON public.letter USING btree (campaign_id, kind, created_at, id);
CREATE INDEX letter_by_state ON public.letter USING btree (campaign_id, state, created_at, id);
CREATE INDEX letter_due ON public.letter USING btree (due_at, id) WHERE (state = 'PLANNED'::text);
CREATE INDEX letter_held ON public.letter USING btree (recipient_email) WHERE (state = 'HELD'::text);
CREATE INDEX letter_list ON public.letter USING btree (campaign_id, created_at, id);
CREATE INDEX letter_of_declaration ON public.letter USING btree (declaration_id, created_at);
CREATE INDEX letter_sent ON public.letter USING btree (sent_at) WHERE (sent_at IS NOT NULL);

CREATE TABLE mail_gateway (
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT mail_gateway_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX mail_gateway_name ON public.mail_gateway USING btree (name);

CREATE TABLE mailbox_entry (
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone,
  filed_at timestamp with time zone,
  folder text NOT NULL,
  inbound_message_id uuid,
  last_error text,
  mailbox text NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  uid bigint NOT NULL,
  uid_validity bigint NOT NULL,
  CONSTRAINT "PK_mailbox_entry" PRIMARY KEY (mailbox, folder, uid_validity, uid),
  CONSTRAINT "FK_b4e263130ac61f338eb25dc6810" FOREIGN KEY (inbound_message_id) REFERENCES inbound_message(id)
);
CREATE INDEX mailbox_entry_failed ON public.mailbox_entry USING btree (mailbox, due_at) WHERE (inbound_message_id IS NULL);
CREATE INDEX mailbox_entry_of_message ON public.mailbox_entry USING btree (inbound_message_id);
CREATE INDEX mailbox_entry_unfiled ON public.mailbox_entry USING btree (mailbox, folder, uid_validity, uid) WHERE ((filed_at IS NULL) AND (inbound_message_id IS NOT NULL));

CREATE TABLE mailbox_folder (
  folder text NOT NULL,
  highest_uid bigint NOT NULL,
  mailbox text NOT NULL,
  uid_validity bigint NOT NULL,
  CONSTRAINT "PK_mailbox_folder" PRIMARY KEY (mailbox, folder)
);

CREATE TABLE mailbox_watch (
  fetched_at timestamp with time zone,
  mailbox text NOT NULL,
  reconciled_at timestamp with time zone,
  started_at timestamp with time zone NOT NULL,
  trouble text,
  CONSTRAINT "PK_mailbox_watch" PRIMARY KEY (mailbox)
);

CREATE TABLE municipality (
  county_name text NOT NULL,
  county_number text NOT NULL,
  email text NOT NULL,
  health_region text NOT NULL,
  language_form text NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  name text NOT NULL,
  name_sami_or_kven text,
  number text NOT NULL,
  organization_number text NOT NULL,
  population integer NOT NULL,
  sami_admin_area boolean NOT NULL,
  website text NOT NULL,
  CONSTRAINT "PK_25a57cd420a4f71a7bc2cdd5e34" PRIMARY KEY (number),
  CONSTRAINT municipality_language_form CHECK ((language_form = ANY (ARRAY['nb'::text, 'nn'::text, 'neutral'::text]))),
  CONSTRAINT municipality_population CHECK ((population >= 0))
);

CREATE TABLE one_time_link (
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  ended_at timestamp with time zone,
  expires_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  person_id uuid,
  secret_sha256 text NOT NULL,
  CONSTRAINT one_time_link_pkey PRIMARY KEY (id),
  CONSTRAINT one_time_link_kind CHECK ((kind = ANY (ARRAY['FIRST_ADMINISTRATOR'::text, 'INVITATION'::text, 'NEW_PASSWORD'::text]))),
  CONSTRAINT one_time_link_whose CHECK (((kind = 'FIRST_ADMINISTRATOR'::text) = (person_id IS NULL)))
);
CREATE INDEX one_time_link_person ON public.one_time_link USING btree (person_id);
CREATE UNIQUE INDEX one_time_link_secret ON public.one_time_link USING btree (secret_sha256);

CREATE TABLE person (
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  disabled_at timestamp with time zone,
  email text NOT NULL,
  id uuid NOT NULL,
  language text NOT NULL,
  name text NOT NULL,
  oidc_issuer text,
  oidc_subject text,
  password_changed_at timestamp with time zone,
  password_hash text,
  roles text[] NOT NULL,
  signed_in_at timestamp with time zone,
  totp_last_step integer,
  totp_sealed text,
  CONSTRAINT person_pkey PRIMARY KEY (id),
  CONSTRAINT person_language CHECK ((language = ANY (ARRAY['nb'::text, 'nn'::text, 'en'::text]))),
  CONSTRAINT person_oidc_whole CHECK (((oidc_issuer IS NULL) = (oidc_subject IS NULL)))
);
CREATE UNIQUE INDEX person_email ON public.person USING btree (email);
CREATE UNIQUE INDEX person_oidc ON public.person USING btree (oidc_issuer, oidc_subject);

CREATE TABLE portal_link_request (
  asked text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  last_error text,
  queued_at timestamp with time zone,
  CONSTRAINT portal_link_request_pkey PRIMARY KEY (id)
);
CREATE INDEX portal_link_request_due ON public.portal_link_request USING btree (due_at, id);

CREATE TABLE portal_session (
  declaration_id uuid NOT NULL,
  link_version integer NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  token_sha256 text NOT NULL,
  CONSTRAINT portal_session_pkey PRIMARY KEY (token_sha256),
  CONSTRAINT portal_session_declaration FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT portal_session_link_version CHECK ((link_version >= 1))
);

CREATE TABLE recovery_code (
  code_sha256 text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (person_id, code_sha256)
);

CREATE TABLE reminder (
  attempts integer NOT NULL DEFAULT 0,
  deadline_version integer NOT NULL,
  declaration_id uuid NOT NULL,
  due_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  last_error text,
  planned_at timestamp with time zone NOT NULL,
  queued_at timestamp with time zone,
  reason text,
  settled_at timestamp with time zone,
  slot text NOT NULL,
  state text NOT NULL,
  CONSTRAINT reminder_once UNIQUE (declaration_id, deadline_version, slot),
  CONSTRAINT "PK_9ec029d17cb8dece186b9221ede" PRIMARY KEY (id),
  CONSTRAINT "FK_ce7887e9a4449f75b0c12405108" FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT reminder_state CHECK ((state = ANY (ARRAY['PLANNED'::text, 'SENT'::text, 'CANCELLED'::text, 'MISSED'::text])))
);
CREATE INDEX reminder_due ON public.reminder USING btree (due_at, id) WHERE (state = 'PLANNED'::text);

CREATE TABLE resolution (
  case_number text,
  decided_on date NOT NULL,
  declaration_id uuid NOT NULL,
  id uuid NOT NULL,
  outcome text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by text NOT NULL,
  CONSTRAINT "PK_2a6383d82766ccd2a9e6163306d" PRIMARY KEY (id),
  CONSTRAINT "FK_56b4abcbc37b43d50bb926fa030" FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT resolution_outcome CHECK ((outcome = ANY (ARRAY['ADOPTED'::text, 'DECLINED'::text, 'POSTPONED'::text])))
);
CREATE INDEX resolution_history ON public.resolution USING btree (declaration_id, recorded_at, id);

CREATE TABLE return (
  answer_to text,
  answers_message_id text,
  arrived_at timestamp with time zone NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  binding_tier text,
  byte_length integer NOT NULL,
  bytes bytea NOT NULL,
  campaign_id uuid NOT NULL,
  channel text NOT NULL,
  declaration_id uuid,
  due_at timestamp with time zone NOT NULL,
  file_name text NOT NULL,
  handed_in_by text NOT NULL,
  id uuid NOT NULL,
  inbound_message_id uuid,
  last_error text,
  match jsonb NOT NULL,
  method text,
  on_time boolean,
  path text,
  queued_at timestamp with time zone,
  reasons text[] NOT NULL,
  sha256 text NOT NULL,
  state text NOT NULL,
  verification jsonb,
  verified_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT "PK_c8ad68d13e76d75d803b5aeebc4" PRIMARY KEY (id),
  CONSTRAINT "FK_43c50b19a2da3cdd62265f8f35f" FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT "FK_da07a91ab75090f0fa829a0eeeb" FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT return_channel CHECK ((channel = ANY (ARRAY['MAIL'::text, 'REST'::text, 'PORTAL'::text, 'CONSOLE'::text]))),
  CONSTRAINT return_state CHECK ((state = ANY (ARRAY['RECEIVED'::text, 'NEEDS_REVIEW'::text, 'ACCEPTED'::text, 'REJECTED'::text, 'SUPERSEDED'::text])))
);
CREATE INDEX return_by_arrival ON public.return USING btree (campaign_id, arrived_at, id);
CREATE INDEX return_due ON public.return USING btree (due_at, id) WHERE (state = 'RECEIVED'::text);
CREATE INDEX return_list ON public.return USING btree (campaign_id, state, arrived_at, id);
CREATE INDEX return_of_declaration ON public.return USING btree (declaration_id, arrived_at);
CREATE INDEX return_of_message ON public.return USING btree (inbound_message_id);
CREATE INDEX return_sha256 ON public.return USING btree (sha256);

CREATE TABLE return_scan (
  made_at timestamp with time zone NOT NULL,
  report jsonb NOT NULL,
  return_id uuid NOT NULL,
  CONSTRAINT "PK_e6b60eaa071b5f209d86eb264fe" PRIMARY KEY (return_id),
  CONSTRAINT "FK_e6b60eaa071b5f209d86eb264fe" FOREIGN KEY (return_id) REFERENCES return(id)
);

CREATE TABLE return_scan_picture (
  kind text NOT NULL,
  page integer NOT NULL,
  png bytea NOT NULL,
  return_id uuid NOT NULL,
  sha256 text NOT NULL,
  CONSTRAINT "PK_97cf68cfc3195dc25936d2bd5ff" PRIMARY KEY (return_id, page, kind),
  CONSTRAINT "FK_c884f818ef733b9286c3a594118" FOREIGN KEY (return_id) REFERENCES return_scan(return_id),
  CONSTRAINT return_scan_picture_kind CHECK ((kind = ANY (ARRAY['RETURNED'::text, 'ISSUED'::text, 'DIFFERENCES'::text])))
);

CREATE TABLE return_state_change (
  at timestamp with time zone NOT NULL,
  declaration_id uuid NOT NULL,
  id bigint NOT NULL DEFAULT nextval('return_state_change_id_seq'::regclass),
  method text,
  state text NOT NULL,
  CONSTRAINT "PK_058d4823853aac5b378e6f42a02" PRIMARY KEY (id),
  CONSTRAINT "FK_d8bc2d3cd349aad315c1c558999" FOREIGN KEY (declaration_id) REFERENCES declaration(id)
);
CREATE INDEX return_state_change_history ON public.return_state_change USING btree (declaration_id, at, id);

CREATE TABLE review (
  decided_at timestamp with time zone NOT NULL,
  decided_by text NOT NULL,
  decision text NOT NULL,
  id uuid NOT NULL,
  reason text NOT NULL,
  return_id uuid NOT NULL,
  CONSTRAINT "PK_2e4299a343a81574217255c00ca" PRIMARY KEY (id),
  CONSTRAINT "FK_ac0b25ca4dcdce1169ca4267dfe" FOREIGN KEY (return_id) REFERENCES return(id),
  CONSTRAINT review_decision CHECK ((decision = ANY (ARRAY['ACCEPT'::text, 'REJECT'::text, 'BETTER_COPY'::text, 'ATTACH'::text, 'SET_ASIDE'::text])))
);
CREATE INDEX review_of_return ON public.review USING btree (return_id, decided_at);

CREATE TABLE session (
  created_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  method text NOT NULL,
  person_id uuid NOT NULL,
  stage text NOT NULL,
  token_sha256 text NOT NULL,
  user_agent text NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_method CHECK ((method = ANY (ARRAY['PASSWORD'::text, 'OIDC'::text]))),
  CONSTRAINT session_stage CHECK ((stage = ANY (ARRAY['SECOND_FACTOR'::text, 'ENROLMENT'::text, 'FULL'::text])))
);
CREATE INDEX session_person ON public.session USING btree (person_id);
CREATE UNIQUE INDEX session_token ON public.session USING btree (token_sha256);

CREATE TABLE sign_in_failures (
  blocked_until timestamp with time zone,
  failures integer NOT NULL,
  last_at timestamp with time zone NOT NULL,
  subject text NOT NULL,
  CONSTRAINT sign_in_failures_pkey PRIMARY KEY (subject)
);
CREATE INDEX sign_in_failures_last ON public.sign_in_failures USING btree (last_at);

CREATE TABLE signed_delivery (
  delivery_id text NOT NULL,
  gateway_id uuid NOT NULL,
  sha256 text NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  CONSTRAINT signed_delivery_pkey PRIMARY KEY (gateway_id, delivery_id),
  CONSTRAINT signed_delivery_gateway FOREIGN KEY (gateway_id) REFERENCES mail_gateway(id)
);
CREATE INDEX signed_delivery_at ON public.signed_delivery USING btree (gateway_id, taken_at);

CREATE TABLE steering_report (
  as_of timestamp with time zone NOT NULL,
  campaign_id uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  issued_by text NOT NULL,
  language text NOT NULL,
  pdf bytea NOT NULL,
  sha256 text NOT NULL,
  since timestamp with time zone,
  CONSTRAINT steering_report_pkey PRIMARY KEY (campaign_id, as_of, language),
  CONSTRAINT steering_report_campaign FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT steering_report_language CHECK ((language = ANY (ARRAY['nb'::text, 'nn'::text, 'en'::text])))
);

CREATE TABLE stopped_address (
  email text NOT NULL,
  explanation text NOT NULL,
  letter_id uuid NOT NULL,
  stopped_at timestamp with time zone NOT NULL,
  CONSTRAINT "PK_stopped_address" PRIMARY KEY (email),
  CONSTRAINT "FK_71abd5cacdb84fd7beb982a8c0b" FOREIGN KEY (letter_id) REFERENCES letter(id)
);

CREATE TABLE task (
  about text,
  campaign_id uuid,
  closed_at timestamp with time zone,
  closed_by text,
  declaration_id uuid,
  explanation text,
  id uuid NOT NULL,
  inbound_message_id uuid,
  kind text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  outcome text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT "PK_fb213f79ee45060ba925ecd576e" PRIMARY KEY (id),
  CONSTRAINT "FK_205155fea15493bbb71641c2917" FOREIGN KEY (inbound_message_id) REFERENCES inbound_message(id),
  CONSTRAINT "FK_6ae211ae9dc52f268978d1fb47b" FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT "FK_d809b8edf151fe1f2ddce44f93a" FOREIGN KEY (declaration_id) REFERENCES declaration(id),
  CONSTRAINT task_about CHECK (((inbound_message_id IS NULL) <> (about IS NULL))),
  CONSTRAINT task_kind CHECK ((kind = ANY (ARRAY['QUESTION'::text, 'BOUNCE'::text, 'UNREADABLE_MESSAGE'::text, 'UNMATCHED_MESSAGE'::text, 'WEBHOOK_FAILING'::text, 'LETTER_FAILED'::text, 'MAILBOX_STANDSTILL'::text])))
);
CREATE INDEX task_closed ON public.task USING btree (opened_at, id) WHERE (closed_at IS NOT NULL);
CREATE INDEX task_of_declaration ON public.task USING btree (declaration_id, opened_at);
CREATE INDEX task_open ON public.task USING btree (opened_at, id) WHERE (closed_at IS NULL);

CREATE TABLE threshold_check (
  attempts integer NOT NULL DEFAULT 0,
  campaign_id uuid NOT NULL,
  due_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  last_error text,
  queued_at timestamp with time zone,
  CONSTRAINT threshold_check_pkey PRIMARY KEY (id)
);
CREATE INDEX threshold_check_due ON public.threshold_check USING btree (due_at, id);

CREATE TABLE webhook_attempt (
  at timestamp with time zone NOT NULL,
  delivery_id uuid NOT NULL,
  id bigint NOT NULL DEFAULT nextval('webhook_attempt_id_seq'::regclass),
  outcome text NOT NULL,
  status integer,
  CONSTRAINT webhook_attempt_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_attempt_delivery FOREIGN KEY (delivery_id) REFERENCES webhook_delivery(id) ON DELETE CASCADE
);
CREATE INDEX webhook_attempt_of_delivery ON public.webhook_attempt USING btree (delivery_id, id);

CREATE TABLE webhook_delivery (
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  endpoint_id uuid NOT NULL,
  event_id uuid NOT NULL,
  id uuid NOT NULL,
  last_error text,
  leased_until timestamp with time zone,
  queued_at timestamp with time zone,
  settled_at timestamp with time zone,
  state text NOT NULL,
  CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_delivery_endpoint FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(id) ON DELETE CASCADE,
  CONSTRAINT webhook_delivery_event FOREIGN KEY (event_id) REFERENCES webhook_event(id),
  CONSTRAINT webhook_delivery_state CHECK ((state = ANY (ARRAY['PENDING'::text, 'DELIVERED'::text, 'FAILED'::text])))
);
CREATE INDEX webhook_delivery_due ON public.webhook_delivery USING btree (due_at, id) WHERE (state = 'PENDING'::text);
CREATE INDEX webhook_delivery_log ON public.webhook_delivery USING btree (endpoint_id, created_at, id);
CREATE INDEX webhook_delivery_of_event ON public.webhook_delivery USING btree (event_id);
CREATE UNIQUE INDEX webhook_delivery_once ON public.webhook_delivery USING btree (endpoint_id, event_id);

CREATE TABLE webhook_endpoint (
  campaign_id uuid,
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  event_types text[] NOT NULL,
  failing_since timestamp with time zone,
  failures integer NOT NULL DEFAULT 0,
  id uuid NOT NULL,
  name text NOT NULL,
  previous_secret_until timestamp with time zone,
  resting_until timestamp with time zone,
  secret_version integer NOT NULL DEFAULT 1,
  url text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_endpoint_campaign FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CONSTRAINT webhook_endpoint_events CHECK ((cardinality(event_types) > 0))
);
CREATE UNIQUE INDEX webhook_endpoint_name ON public.webhook_endpoint USING btree (name);

CREATE TABLE webhook_event (
  at timestamp with time zone NOT NULL,
  body text NOT NULL,
  campaign_id uuid,
  id uuid NOT NULL,
  type text NOT NULL,
  CONSTRAINT webhook_event_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_event_campaign FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);
CREATE INDEX webhook_event_at ON public.webhook_event USING btree (at, id);
CREATE UNIQUE INDEX webhook_event_once ON public.webhook_event USING btree (campaign_id) WHERE (type = 'threshold.reached'::text);

CREATE TABLE webhook_purge (
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  last_error text,
  queued_at timestamp with time zone,
  until timestamp with time zone NOT NULL,
  CONSTRAINT webhook_purge_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_purge_due ON public.webhook_purge USING btree (due_at, id);
