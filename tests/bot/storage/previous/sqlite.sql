BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('v0005');
CREATE TABLE charges (
	charge_id TEXT NOT NULL, 
	offer_id TEXT, 
	user_id BIGINT NOT NULL, 
	stars BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	job_id TEXT, 
	charged_at DATETIME NOT NULL, 
	refund_tries BIGINT NOT NULL, 
	next_try_at DATETIME, 
	refunded_at DATETIME, 
	PRIMARY KEY (charge_id)
);
INSERT INTO "charges" VALUES('paid','85jt6prjc43y',1,75,'paid','czj3rlm3pyi8','2026-03-01 12:00:00.000000',0,NULL,NULL);
INSERT INTO "charges" VALUES('due','tfv0x47p75wl',1,75,'refund_due',NULL,'2026-03-01 12:00:00.000000',0,'2026-03-01 12:00:00.000000',NULL);
INSERT INTO "charges" VALUES('refunded','5x9qi3eh9rza',1,75,'refunded',NULL,'2026-03-01 12:00:00.000000',0,NULL,'2026-03-01 12:00:09.000000');
CREATE TABLE chat_moves (
	old_chat_id BIGINT NOT NULL, 
	new_chat_id BIGINT NOT NULL, 
	moved_at DATETIME NOT NULL, 
	PRIMARY KEY (old_chat_id)
);
INSERT INTO "chat_moves" VALUES(-1001,-1002001,'2026-03-01 12:00:00.000000');
CREATE TABLE drafts (
	id INTEGER NOT NULL, 
	request_key TEXT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	photo JSON, 
	message_id BIGINT, 
	has_media BOOLEAN NOT NULL, 
	choices JSON NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "drafts" VALUES(1,'menu-dream',1,1,'dream','{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}',8,1,'{"depth": 2}',1,'2026-03-01 12:00:00.000000');
INSERT INTO "drafts" VALUES(2,'menu-style',1,1,'style','{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}',8,1,'{}',0,'2026-03-01 12:00:00.000000');
CREATE TABLE jobs (
	id VARCHAR(12) NOT NULL, 
	request_key TEXT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	language TEXT NOT NULL, 
	"order" JSON NOT NULL, 
	tier TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempt BIGINT NOT NULL, 
	given_back BIGINT NOT NULL, 
	progress DOUBLE NOT NULL, 
	score DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	lease_until DATETIME, 
	finished_at DATETIME, 
	is_told BOOLEAN NOT NULL, 
	reply_to BIGINT, 
	charge_id TEXT, 
	parent_id TEXT, 
	draft_id BIGINT, 
	status_message_id BIGINT, 
	status_has_media BOOLEAN NOT NULL, 
	outcome JSON, 
	error_code TEXT, 
	error_facts JSON NOT NULL, not_before DATETIME, troubles BIGINT DEFAULT '0' NOT NULL, unreachable_since DATETIME, is_begun BOOLEAN DEFAULT 0 NOT NULL, is_deleted BOOLEAN DEFAULT 0 NOT NULL, offer_message_id BIGINT, is_set_aside BOOLEAN DEFAULT 0 NOT NULL, thread_id BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "jobs" VALUES('l6xyyerng3nf','waiting',1,1,'en','{"art": "style", "options": {"steps": 200, "recipe": "multiscale", "instant": false, "colours": "style", "scale": 1.0, "region": "all", "feather": 0.02, "keep_faces": false, "content_layers": [], "style_layers": [], "content_weight": 0.1, "style_weight": 1.0, "tv_weight": 1.0, "learning_rate": 0.02, "snapshots": 0, "strength": 1.0, "seed": 4}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [{"name": "swirls", "picture": null, "weight": 1.0}, {"name": "own", "picture": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "weight": 0.5}], "guide": null, "mask": null, "live_id": null}','free','waiting',0,0,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,NULL,0,7,NULL,NULL,NULL,NULL,0,NULL,NULL,'{}',NULL,0,NULL,0,0,NULL,0,3);
INSERT INTO "jobs" VALUES('38ixv22nonqk','put off',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','waiting',1,1,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'{}','2026-03-01 12:01:30.000000',1,NULL,0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('zz9y4vd9dpjj','running',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','running',1,0,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000','2026-03-01 12:00:03.000000',NULL,0,NULL,NULL,NULL,NULL,9,0,NULL,NULL,'{}',NULL,0,NULL,1,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('6g9pmmgqyn78','rendered',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','rendered',1,0,1.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000','2026-03-01 12:00:03.000000',NULL,0,NULL,NULL,NULL,NULL,NULL,0,'{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}',NULL,'{}',NULL,0,NULL,0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('rcxaopqaubdw','kept',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','rendered',1,1,1.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,0,'{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}',NULL,'{}',NULL,0,'2026-03-01 12:00:05.000000',0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('y5t68566gnw6','done',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','done',1,0,1.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,'2026-03-01 12:00:09.000000',1,NULL,NULL,NULL,NULL,NULL,0,'{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}',NULL,'{}',NULL,0,NULL,0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('jgbkr6ojhnyi','deleted',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','done',1,0,1.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,'2026-03-01 12:00:09.000000',1,NULL,NULL,NULL,NULL,NULL,0,'{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}',NULL,'{}',NULL,0,NULL,0,1,NULL,0,NULL);
INSERT INTO "jobs" VALUES('3oszqgtdfied','told',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','failed',1,0,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,'2026-03-01 12:00:09.000000',1,NULL,NULL,NULL,NULL,NULL,0,NULL,'BrokenPictureError','{"name": "Your photo"}',NULL,0,NULL,0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('kky0n2hy9tkb','untold',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','failed',1,0,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,'2026-03-01 12:00:09.000000',0,NULL,NULL,NULL,NULL,NULL,0,NULL,'BrokenPictureError','{"name": "Your photo"}',NULL,0,NULL,0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('cnfbuif6s4td','cancelled',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','free','cancelled',0,0,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000',NULL,'2026-03-01 12:00:09.000000',0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'{}',NULL,0,NULL,0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('czj3rlm3pyi8','bought-paid',1,1,'en','{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}','hd','waiting',0,0,0.0,'2026-03-01 11:55:00.000000','2026-03-01 12:00:00.000000',NULL,NULL,0,NULL,'paid','parent',NULL,NULL,0,NULL,NULL,'{}',NULL,0,NULL,0,0,NULL,0,NULL);
INSERT INTO "jobs" VALUES('y1ir9znr5wuo','live:e780ryyg739c:1',-1002001,1,'en','{"art": "zoom", "options": {"classes": ["cat"], "random_classes": false, "objective": "l2", "channels": [], "size_px": 320, "octaves": 3, "octave_scale": 1.5, "steps_per_octave": 2, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "frames": 36, "frames_per_s": 12, "zoom": 1.04, "turn_deg": 0.0}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": "e780ryyg739c"}','free','waiting',0,0,0.0,'2026-03-01 12:00:11.000000','2026-03-01 12:00:11.000000',NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'{}',NULL,0,NULL,0,0,NULL,0,NULL);
CREATE TABLE live_dreams (
	id VARCHAR(12) NOT NULL, 
	request_key TEXT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	open_chat_id BIGINT, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	language TEXT NOT NULL, 
	seed BIGINT NOT NULL, 
	photo JSON, 
	message_id BIGINT, 
	has_media BOOLEAN NOT NULL, 
	shown TEXT, 
	pieces BIGINT NOT NULL, 
	piece_id TEXT, 
	film_id TEXT, 
	film_s DOUBLE NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_wish_at DATETIME NOT NULL, 
	ending TEXT, 
	is_told BOOLEAN NOT NULL, is_set_aside BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "live_dreams" VALUES('e780ryyg739c','live',-1002001,-1002001,1,'Ada','en',3,'{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}',NULL,0,NULL,1,'y1ir9znr5wuo',NULL,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:10.000000',NULL,1,0);
INSERT INTO "live_dreams" VALUES('vt5qnt5xuh3b','over',-5,NULL,1,'Ada','en',3,'{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}',NULL,0,NULL,0,NULL,NULL,0.0,'2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000','quiet',0,0);
CREATE TABLE live_wishes (
	id INTEGER NOT NULL, 
	request_key TEXT NOT NULL, 
	live_id VARCHAR(12) NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	language TEXT NOT NULL, 
	subjects JSON NOT NULL, 
	message_id BIGINT, 
	job_id TEXT, 
	is_dropped BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "live_wishes" VALUES(1,'w1','e780ryyg739c',1,'Ada','en','["cat"]',5,'y1ir9znr5wuo',0,'2026-03-01 12:00:10.000000');
INSERT INTO "live_wishes" VALUES(2,'w2','e780ryyg739c',1099511627776,'Ada','en','["dog", "\ud83d\udc31"]',5,NULL,0,'2026-03-01 12:00:10.000000');
CREATE TABLE offers (
	id VARCHAR(12) NOT NULL, 
	request_key TEXT NOT NULL, 
	user_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	parent_job_id TEXT NOT NULL, 
	tier TEXT NOT NULL, 
	steps BIGINT NOT NULL, 
	stars BIGINT NOT NULL, 
	message_id BIGINT, 
	created_at DATETIME NOT NULL, sold JSON, 
	PRIMARY KEY (id)
);
INSERT INTO "offers" VALUES('85jt6prjc43y','offer-paid',1,1,'parent','hd',550,75,NULL,'2026-03-01 12:00:00.000000',NULL);
INSERT INTO "offers" VALUES('tfv0x47p75wl','offer-due',1,1,'parent','hd',550,75,NULL,'2026-03-01 12:00:00.000000',NULL);
INSERT INTO "offers" VALUES('5x9qi3eh9rza','offer-refunded',1,1,'parent','hd',550,75,NULL,'2026-03-01 12:00:00.000000',NULL);
CREATE TABLE people (
	user_id BIGINT NOT NULL, 
	language TEXT NOT NULL, 
	first_seen_at DATETIME NOT NULL, 
	last_seen_at DATETIME NOT NULL, 
	PRIMARY KEY (user_id)
);
INSERT INTO "people" VALUES(1,'en','2026-03-01 12:00:00.000000','2026-03-01 12:00:00.000000');
INSERT INTO "people" VALUES(1099511627776,'de','2026-03-01 12:01:00.000000','2026-03-01 12:01:00.000000');
CREATE TABLE photos (
	id VARCHAR(12) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	file_id TEXT NOT NULL, 
	media_group_id TEXT, 
	is_style BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, is_film BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "photos" VALUES('8mz1ki',1,1,0,'file-0',NULL,0,'2026-03-01 12:00:00.000000',0);
INSERT INTO "photos" VALUES('19pgk8',1,1,1,'file-1','a',0,'2026-03-01 12:00:01.000000',0);
INSERT INTO "photos" VALUES('nyy6u1',1,1,2,'file-2','a',0,'2026-03-01 12:00:02.000000',0);
INSERT INTO "photos" VALUES('xvx9zd',1,1,3,'file-3',NULL,1,'2026-03-01 12:00:03.000000',0);
INSERT INTO "photos" VALUES('8ad9v8',1,1,4,'file-4',NULL,0,'2026-03-01 12:00:04.000000',1);
CREATE TABLE updates (
	update_id BIGINT NOT NULL, 
	payload JSON, 
	replays BIGINT NOT NULL, 
	received_at DATETIME NOT NULL, is_set_aside BOOLEAN DEFAULT 0 NOT NULL, holder TEXT, held_until DATETIME, 
	PRIMARY KEY (update_id)
);
INSERT INTO "updates" VALUES(1,'{"update_id": 1, "message": {"text": "h\u00e9llo \ud83d\ude80"}}',0,'2026-03-01 12:00:00.000000',0,NULL,NULL);
INSERT INTO "updates" VALUES(2,'{"update_id": 2}',0,'2026-03-01 12:00:00.000000',0,'another','2026-03-01 12:00:05.000000');
INSERT INTO "updates" VALUES(3,'{"update_id": 3}',0,'2026-03-01 12:00:00.000000',1,NULL,NULL);
INSERT INTO "updates" VALUES(4,NULL,0,'2026-03-01 12:00:00.000000',0,NULL,NULL);
CREATE INDEX charges_job ON charges (job_id);
CREATE INDEX charges_offer ON charges (offer_id);
CREATE INDEX charges_refund ON charges (state, next_try_at);
CREATE INDEX drafts_person ON drafts (user_id, chat_id);
CREATE UNIQUE INDEX drafts_request ON drafts (request_key);
CREATE INDEX jobs_finished ON jobs (finished_at);
CREATE UNIQUE INDEX jobs_open_draft ON jobs (draft_id) WHERE state IN ('waiting', 'running', 'rendered');
CREATE INDEX jobs_person ON jobs (user_id, created_at);
CREATE UNIQUE INDEX jobs_request ON jobs (request_key);
CREATE INDEX offers_person ON offers (user_id);
CREATE UNIQUE INDEX offers_request ON offers (request_key);
CREATE UNIQUE INDEX photos_message ON photos (chat_id, message_id);
CREATE INDEX photos_person ON photos (user_id);
CREATE UNIQUE INDEX live_dreams_request ON live_dreams (request_key);
CREATE UNIQUE INDEX live_dreams_open ON live_dreams (open_chat_id);
CREATE INDEX live_dreams_told ON live_dreams (is_told);
CREATE UNIQUE INDEX live_wishes_request ON live_wishes (request_key);
CREATE INDEX live_wishes_live ON live_wishes (live_id);
CREATE INDEX live_wishes_person ON live_wishes (user_id);
CREATE INDEX jobs_line ON jobs (state, score, created_at, id);
CREATE INDEX jobs_draft ON jobs (draft_id);
CREATE INDEX jobs_person_state ON jobs (user_id, state);
CREATE INDEX jobs_untold ON jobs (is_told, state, finished_at);
CREATE INDEX photos_created ON photos (created_at);
CREATE INDEX drafts_created ON drafts (created_at);
CREATE INDEX offers_created ON offers (created_at);
CREATE INDEX live_dreams_created ON live_dreams (created_at);
CREATE INDEX live_wishes_created ON live_wishes (created_at);
CREATE INDEX updates_received ON updates (received_at);
CREATE INDEX drafts_open ON drafts (kind, is_open, created_at);
CREATE INDEX updates_unfinished ON updates (held_until) WHERE payload IS NOT NULL;
CREATE INDEX jobs_unreachable ON jobs (unreachable_since) WHERE unreachable_since IS NOT NULL;
COMMIT;
