-- SPDX-License-Identifier: GPL-3.0-or-later
-- Words and numbers that the demo databases' rows are made of. TEMP: nothing of it stays in a database. Each statement of
-- these files ends with a semicolon and an empty line. No clock and no random(): the same rows on every machine.

CREATE TEMP TABLE first_name(id INTEGER PRIMARY KEY, word TEXT);

INSERT INTO first_name(word) VALUES
('Ada'),('Amir'),('Ana'),('Anton'),('Beatriz'),('Bjørn'),('Carla'),('Chen'),('Chloé'),('Daniel'),('Dilnoza'),('Elena'),
('Emeka'),('Emma'),('Farid'),('Fatima'),('Felix'),('Giulia'),('Grace'),('Hana'),('Hugo'),('Ines'),('Ivan'),('Jamal'),
('Jana'),('Jin'),('João'),('Kaito'),('Katrin'),('Kofi'),('Lars'),('Leila'),('Liam'),('Lucía'),('Maja'),('Marek'),
('Maria'),('Mehmet'),('Mia'),('Milan'),('Nadia'),('Ngozi'),('Nils'),('Noor'),('Olga'),('Oskar'),('Priya'),('Quentin'),
('Rafael'),('Rosa'),('Sakura'),('Samuel'),('Sofía'),('Sven'),('Tariq'),('Tereza'),('Thi'),('Tomás'),('Uma'),('Valentina'),
('Wei'),('Yara'),('Yusuf'),('Zoë');

CREATE TEMP TABLE last_name(id INTEGER PRIMARY KEY, word TEXT, plain TEXT);

INSERT INTO last_name(word, plain) VALUES
('Abdi','abdi'),('Almeida','almeida'),('Andersen','andersen'),('Baker','baker'),('Becker','becker'),('Bianchi','bianchi'),
('Brown','brown'),('Castro','castro'),('Chang','chang'),('Costa','costa'),('Díaz','diaz'),('Dubois','dubois'),
('Eriksson','eriksson'),('Fernández','fernandez'),('Fischer','fischer'),('Garcia','garcia'),('Grant','grant'),('Haddad','haddad'),
('Hansen','hansen'),('Hoffmann','hoffmann'),('Horvat','horvat'),('Ivanova','ivanova'),('Jansen','jansen'),('Kaya','kaya'),
('Khan','khan'),('Kim','kim'),('Kowalska','kowalska'),('Kumar','kumar'),('Larsen','larsen'),('Lee','lee'),('Lopez','lopez'),
('Marino','marino'),('Martin','martin'),('Mensah','mensah'),('Meyer','meyer'),('Moreau','moreau'),('Müller','mueller'),
('Nakamura','nakamura'),('Ng','ng'),('Nguyen','nguyen'),('Novák','novak'),('O''Brien','obrien'),('Okafor','okafor'),
('Olsen','olsen'),('Patel','patel'),('Pereira','pereira'),('Petrov','petrov'),('Popescu','popescu'),('Rahman','rahman'),
('Ricci','ricci'),('Rossi','rossi'),('Sánchez','sanchez'),('Santos','santos'),('Sato','sato'),('Schmidt','schmidt'),
('Silva','silva'),('Singh','singh'),('Suzuki','suzuki'),('Tanaka','tanaka'),('Taylor','taylor'),('Vargas','vargas'),
('Weber','weber'),('Wójcik','wojcik'),('Yılmaz','yilmaz');

CREATE TEMP TABLE place(id INTEGER PRIMARY KEY, region TEXT, city TEXT, country TEXT);

INSERT INTO place(region, city, country) VALUES
('US','New York','US'),('US','Chicago','US'),('US','Austin','US'),('US','Seattle','US'),('US','Denver','US'),('US','Atlanta','US'),
('US','Boston','US'),('US','San José','US'),
('EU','Berlin','DE'),('EU','Paris','FR'),('EU','Madrid','ES'),('EU','Kraków','PL'),('EU','Lisboa','PT'),('EU','København','DK'),
('EU','Milano','IT'),('EU','Gent','BE'),
('APAC','Tokyo','JP'),('APAC','Seoul','KR'),('APAC','Sydney','AU'),('APAC','Singapore','SG'),('APAC','Mumbai','IN'),
('APAC','Hanoi','VN'),('APAC','Auckland','NZ'),('APAC','Taipei','TW');

CREATE TEMP TABLE ware(id INTEGER PRIMARY KEY, word TEXT, category TEXT, price INTEGER);

INSERT INTO ware(word, category, price) VALUES
('Desk lamp','lighting',39),('Floor lamp','lighting',89),('Office chair','furniture',189),('Standing desk','furniture',429),
('Bookshelf','furniture',119),('Notebook','stationery',7),('Fountain pen','stationery',34),('Backpack','bags',74),
('Messenger bag','bags',94),('Water bottle','kitchen',19),('Coffee grinder','kitchen',64),('Kettle','kitchen',49),
('Headphones','audio',149),('Speaker','audio',109),('Keyboard','computing',99),('Mouse','computing',44),
('Monitor','computing',279),('Webcam','computing',69),('Wool blanket','home',59),('Plant pot','home',24);

CREATE TEMP TABLE style(id INTEGER PRIMARY KEY, word TEXT, extra INTEGER);

INSERT INTO style(word, extra) VALUES
('Classic',0),('Compact',2),('Nordic',11),('Studio',18),('Travel',5),('Recycled',8),('Pro',34),('Mini',1),('Vintage',14),
('Oak',27),('Graphite',9),('Linen',6);

-- 16,000 rows of three numbers that look thrown: every table takes as many as it needs.
CREATE TEMP TABLE dice(i INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER);

INSERT INTO dice
WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 16000)
SELECT i, i * 48271 % 2147483647 / 7, (i + 811) * 1103515245 % 2147483647 / 11, (i + 4049) * 69621 % 2147483647 / 13 FROM number;

