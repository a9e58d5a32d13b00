-- What a store of the first schema holds: one of everything. Columns are named, so that later ones may be added to a table.
insert into project_group (id, uid, name, created_at) values (1, '019aa000-0000-7000-8000-000000000001', 'default', 1790000000000);
insert into project (id, uid, name, group_id, remote, created_at, report_id, seen_at, components, errors, warnings, notes, open)
  values (1, '019aa000-0000-7000-8000-000000000002', 'shop', 1, 'https://github.com/acme/shop', 1790000000000, 1, 1790000001000, 1, 1, 0, 0, 1);
insert into channel (id, project_id, name, report_id) values (1, 1, 'main', 1);
insert into report (id, uid, channel_id, sha256, bytes, received_at, sender, state, processed_at, as_of, complete, components, errors, warnings, notes)
  values (1, '019aa000-0000-7000-8000-000000000003', 1, '@sha256', 104, 1790000000000, 'token ci', 'processed', 1790000001000, 1790000000000, 1, 1, 1, 0, 0);
insert into report (id, uid, channel_id, sha256, bytes, received_at, sender, state, processed_at, failure)
  values (2, '019aa000-0000-7000-8000-000000000004', 1, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 1790000000000, 'token ci', 'failed', 1790000001000, 'It is no JSON.');
insert into component (id, key, kind, name, search) values (1, 'library:generic/left-pad', 'library', 'left-pad', 'left-pad');
insert into version (id, component_id, ref, version, purl) values (1, 1, 'pkg:npm/left-pad@1.3.0', '1.3.0', 'pkg:npm/left-pad@1.3.0');
insert into license (id, expression) values (1, 'AGPL-3.0-only');
insert into license_part (license_id, spdx_id) values (1, 'AGPL-3.0-only');
insert into "use" (project_id, version_id, component_id, license_id, class, requested, pin, usage, occurrences)
  values (1, 1, 1, 1, 'network-copyleft', null, 'exact', 'deployed', 1);
insert into decision_group (id, uid, rule, component_id, license_id, identity, severity, open, open_projects, first_seen_at)
  values (1, '019aa000-0000-7000-8000-000000000005', 'license-not-allowed', 1, 1, '["license-not-allowed","npm:left-pad","AGPL-3.0-only"]', 2, 1, 1, 1790000001000);
insert into open_in_group (project_group_id, decision_group_id, open, open_projects) values (1, 1, 1, 1);
insert into decision (id, uid, decision_group_id, project_id, project_group_id, versions, outcome, reason, state, expires_at, decided_by, decided_at)
  values (1, '019aa000-0000-7000-8000-000000000006', 1, null, null, '<1.0.0', 'approved', 'Of old versions we know.', 'in-force', null, 'Ada', 1790000002000);
insert into finding (id, uid, project_id, decision_group_id, version_id, fingerprint, severity, state, decision_id, message, detail, first_seen_at)
  values (1, '019aa000-0000-7000-8000-000000000007', 1, 1, 1, 'f1', 2, 'open', null, 'left-pad is licensed AGPL-3.0-only.',
    '{"remedy":"Replace it.","places":1,"locations":[{"path":"package.json","line":3,"column":5}]}', 1790000001000);
insert into audit (id, at, actor, via, action, subject, detail, previous, hash)
  values (1, 1790000002000, 'Ada', 'session', 'decision.made', '019aa000-0000-7000-8000-000000000006', '{}', '', 'h1');
insert into token (id, uid, public_id, name, hash, role, group_id, created_by, created_at, expires_at)
  values (1, '019aa000-0000-7000-8000-000000000008', 'abc', 'ci', 'h', 'ingest', 1, 'Ada', 1790000000000, 4000000000000);
insert into "user" (id, uid, name, created_at) values (1, '019aa000-0000-7000-8000-000000000009', 'Ada', 1790000000000);
insert into user_role (user_id, role, group_id) values (1, 'admin', null);
insert into session (id, hash, user_id, created_at, seen_at) values (1, '@session', 1, @now, @now);
insert into job (id, queue, payload, run_at) values (1, 'settle', '{"is":"settle","decisionGroupId":1}', 1790000002000);
