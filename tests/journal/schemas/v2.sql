PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE cases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL UNIQUE,
    platform TEXT,
    name TEXT NOT NULL,
    issue TEXT NOT NULL,
    title TEXT,
    opened TEXT NOT NULL,
    changed TEXT NOT NULL,
    closed TEXT,
    solved INTEGER NOT NULL DEFAULT 0,
    last_entry INTEGER NOT NULL DEFAULT 0
, last_attachment INTEGER NOT NULL DEFAULT 0);
INSERT INTO "cases" VALUES(1,'de6ac57124f34ae88297cc818e0c53ea','coinbase-1','coinbase','Coinbase','account-security','Locked out after a SIM swap','2026-11-03T21:10:00+08:00','2026-11-12T12:00:00+08:00','2026-11-12T12:00:00+08:00',1,5,1);
INSERT INTO "cases" VALUES(2,'f246527e7e254cdb860fd6b5d36e945f','kraken-2','kraken','Kraken','withdrawal',NULL,'2026-11-05T09:00:00+08:00','2026-11-10T09:00:00+08:00',NULL,0,2,0);
INSERT INTO "cases" VALUES(3,'f68676847a10446c9435f948057f39f6','case-3',NULL,'小众交易所','fraud','提现一直不到账','2026-11-07T08:30:00+08:00','2026-11-11T08:00:00+08:00',NULL,0,2,1);
CREATE TABLE entries (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    case_number INTEGER NOT NULL REFERENCES cases (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    at TEXT NOT NULL,
    recorded TEXT NOT NULL,
    edited TEXT,
    said TEXT,
    channel TEXT,
    incoming INTEGER NOT NULL DEFAULT 0,
    agent TEXT,
    ticket TEXT,
    written TEXT,
    contact TEXT,
    contact_kind TEXT,
    verdict TEXT,
    verdict_platform TEXT,
    imitates TEXT,
    reasons TEXT,
    registry TEXT,
    digest TEXT,
    imported INTEGER NOT NULL DEFAULT 0,
    promise TEXT,
    promised INTEGER NOT NULL DEFAULT 0,
    due TEXT,
    due_place INTEGER,
    whole_day INTEGER NOT NULL DEFAULT 0,
    kept TEXT NOT NULL DEFAULT 'open',
    result TEXT,
    minutes INTEGER,
    UNIQUE (case_number, number)
);
INSERT INTO "entries" VALUES(1,'6141d225325d473c95d4fc7acd4ea66e',1,1,1793711700000000,'2026-11-03T21:15:00+08:00','2026-11-03T21:15:00+08:00',NULL,'Called the number on the website. A recording said that the wait is 40 minutes.','phone',0,NULL,NULL,'+1 888-908-7930','+18889087930','phone','official','coinbase',NULL,'["listed"]','2026-11-01','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',0,NULL,0,NULL,NULL,0,'open','waited',40);
INSERT INTO "entries" VALUES(2,'5d041d7f70f244d586b4a1d9eb1de41f',1,2,1793718300000000,'2026-11-03T23:05:00+08:00','2026-11-03T23:05:00+08:00','2026-11-06T09:05:00+08:00','Wrote to them through the form; they will look at it within two days.','ticket',0,'Marta','07714523',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'an answer by mail',1,'2026-11-05T23:05:00+08:00',1793891100000000,0,'kept','reached',3);
INSERT INTO "entries" VALUES(3,'ab948aaec41a45a5ac91c681b3259337',1,3,1793757600000000,'2026-11-04T10:00:00+08:00','2026-11-04T10:00:00+08:00',NULL,'Somebody called and said he was from support. He wanted to see my screen; I hung up.','phone',1,NULL,NULL,'+1 888 555 0100','+18885550100','phone','unknown',NULL,NULL,'[]','2026-11-01','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',0,NULL,0,NULL,NULL,0,'open',NULL,NULL);
INSERT INTO "entries" VALUES(4,'898735b73d4e421f9649abd199ec4186',1,4,1793758800000000,'2026-11-04T10:20:00+08:00','2026-11-04T10:20:00+08:00',NULL,'A mail with a link came in.','email',1,NULL,NULL,'https://coinbase-help.example','https://coinbase-help.example/','url','lookalike','coinbase','coinbase.com','["lookalike"]','2026-11-01','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',0,NULL,0,NULL,NULL,0,'open',NULL,NULL);
INSERT INTO "entries" VALUES(5,'f37693cfacd44b86951d2436417f9d79',1,5,1793926800000000,'2026-11-06T09:00:00+08:00','2026-11-06T09:00:00+08:00',NULL,'The answer came: they want a photo of my passport.','email',1,'Marta','07714523',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,0,NULL,NULL,0,'open',NULL,NULL);
INSERT INTO "entries" VALUES(6,'f3293144ef1d48b8a0728fa6592a6818',2,1,1793841000000000,'2026-11-05T09:10:00+08:00','2026-11-05T09:10:00+08:00',NULL,'The withdrawal 0.25 BTC has been pending since Tuesday.','chat',0,'Luis O''Hara; team 2','A-20261105-0042',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'the coins will be released',1,'2026-11-09T23:59:59+08:00',1794239999000000,1,'open','reached',NULL);
INSERT INTO "entries" VALUES(7,'a8ed4fe2df204f69a16d37fa81468178',2,2,1794272400000000,'2026-11-10T09:00:00+08:00','2026-11-10T09:00:00+08:00',NULL,'Refused to say why; only "a review".
Second line of what was said.','chat',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,0,NULL,NULL,0,'open','refused',15);
INSERT INTO "entries" VALUES(8,'63f6c2c61ffa4954bfbc28c16367d591',3,1,1794012000000000,'2026-11-07T08:40:00+08:00','2026-11-07T08:40:00+08:00',NULL,'客服说三天之内处理，
要我再等等。','telegram',0,'小李',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'三天之内处理',1,'2026-11-10T08:40:00+08:00',1794271200000000,0,'open',NULL,NULL);
CREATE INDEX entries_in_order ON entries (case_number, place, key);
CREATE INDEX promises_due ON entries (case_number, due_place) WHERE promised AND kept = 'open';
CREATE TABLE attachments (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    case_number INTEGER NOT NULL REFERENCES cases (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    entry INTEGER,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (case_number, number)
);
INSERT INTO "attachments" VALUES(1,'400175347d7d4c08895fdf7fb59064a4',1,1,5,'letter.txt',36,'cab7b123667b8670d5ee35914b2e2531a57779a13f5a13cc3ec486ef31a294bf','2026-11-06T10:00:00+08:00');
INSERT INTO "attachments" VALUES(2,'a621ad16a9e6428a8d60ad37386367f1',3,1,NULL,'聊天记录.txt',28,'0cbb108a21a3eab884be27e2e1abb8ba3122fbbd467ea23bdb917613bea212dc','2026-11-07T09:00:00+08:00');
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('cases',3);
INSERT INTO "sqlite_sequence" VALUES('entries',9);
INSERT INTO "sqlite_sequence" VALUES('attachments',2);
COMMIT;
