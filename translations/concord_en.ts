<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ApplyReport</name>
    <message numerus="yes">
        <source>%n statement(s) after it did not run.</source>
        <translation>
            <numerusform>%n statement after it did not run.</numerusform>
            <numerusform>%n statements after it did not run.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s) before the transaction stay.</source>
        <translation>
            <numerusform>%n statement before the transaction stays.</numerusform>
            <numerusform>%n statements before the transaction stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✗ Stopped on %1: %n statement(s) ran and stay.</source>
        <translation>
            <numerusform>✗ Stopped on %1: %n statement ran and stays.</numerusform>
            <numerusform>✗ Stopped on %1: %n statements ran and stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✗ Rolled back on %1: %n statement(s) had run, and the database took them back.</source>
        <translation>
            <numerusform>✗ Rolled back on %1: %n statement had run, and the database took it back.</numerusform>
            <numerusform>✗ Rolled back on %1: %n statements had run, and the database took them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✓ All %n statement(s) ran on %1.</source>
        <translation>
            <numerusform>✓ The statement ran on %1.</numerusform>
            <numerusform>✓ All %n statements ran on %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CatalogNodes</name>
    <message numerus="yes">
        <source>%n tables and views</source>
        <translation>
            <numerusform>%n table or view</numerusform>
            <numerusform>%n tables and views</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CombinedResult</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareReport</name>
    <message numerus="yes">
        <source>; %1 ignored by %n rule(s)</source>
        <translation>
            <numerusform>; %1 ignored by %n rule</numerusform>
            <numerusform>; %1 ignored by %n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n database(s), %1</source>
        <translation>
            <numerusform>%n database, %1</numerusform>
            <numerusform>%n databases, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n object(s) differ(s)</source>
        <translation>
            <numerusform>%1 of %n object differs</numerusform>
            <numerusform>%1 of %n objects differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Matrix of %n database(s)</source>
        <translation>
            <numerusform>Matrix of %n database</numerusform>
            <numerusform>Matrix of %n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ctl</name>
    <message numerus="yes">
        <source>These words name %n database(s); diff compares two.</source>
        <translation>
            <numerusform>These words name %n database; diff compares two.</numerusform>
            <numerusform>These words name %n databases; diff compares two.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 found in %n database(s)</source>
        <translation>
            <numerusform>%1 found in %n database</numerusform>
            <numerusform>%1 found in %n databases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing in %n database(s) is called “%1”.</source>
        <translation>
            <numerusform>Nothing in %n database is called “%1”.</numerusform>
            <numerusform>Nothing in %n databases is called “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be read; the snapshot says which.</source>
        <translation>
            <numerusform>%n thing could not be read; the snapshot says which.</numerusform>
            <numerusform>%n things could not be read; the snapshot says which.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n database(s) read without a connection; `concordctl connect NAME URL` saves one.</source>
        <translation>
            <numerusform>%n database read without a connection; `concordctl connect NAME URL` saves it.</numerusform>
            <numerusform>%n databases read without a connection; `concordctl connect NAME URL` saves one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s) removed.</source>
        <translation>
            <numerusform>%n snapshot removed.</numerusform>
            <numerusform>%n snapshots removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Total: %n connection(s) (%1)</source>
        <translation>
            <numerusform>Total: %n connection (%1)</numerusform>
            <numerusform>Total: %n connections (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n database(s)</source>
        <translation>
            <numerusform>%n database</numerusform>
            <numerusform>%n databases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>--statement %1: the text has %n statement(s).</source>
        <translation>
            <numerusform>--statement %1: the text has %n statement.</numerusform>
            <numerusform>--statement %1: the text has %n statements.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n database(s) read, %2, %3 s</source>
        <translation>
            <numerusform>%1 of %n database read, %2, %3 s</numerusform>
            <numerusform>%1 of %n databases read, %2, %3 s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With %n ignore rule(s) of the workspace; --without-rules leaves them out.</source>
        <translation>
            <numerusform>With %n ignore rule of the workspace; --without-rules leaves it out.</numerusform>
            <numerusform>With %n ignore rules of the workspace; --without-rules leaves them out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message numerus="yes">
        <source>%n lack(s) %1</source>
        <translation>
            <numerusform>%n lacks %1</numerusform>
            <numerusform>%n lack %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>only in %n</source>
        <translation>
            <numerusform>only in %n</numerusform>
            <numerusform>only in %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n also has/have %1</source>
        <translation>
            <numerusform>%n also has %1</numerusform>
            <numerusform>%n also have %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s) in %1</source>
        <translation>
            <numerusform>%n differs in %1</numerusform>
            <numerusform>%n differ in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s)</source>
        <translation>
            <numerusform>%n differs</numerusform>
            <numerusform>%n differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n matches</numerusform>
            <numerusform>%n match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lack(s) it</source>
        <translation>
            <numerusform>%n lacks it</numerusform>
            <numerusform>%n lack it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n also has/have it</source>
        <translation>
            <numerusform>%n also has it</numerusform>
            <numerusform>%n also have it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n has/have it in another form</source>
        <translation>
            <numerusform>%n has it in another form</numerusform>
            <numerusform>%n have it in another form</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unreadable</source>
        <translation>
            <numerusform>%n unreadable</numerusform>
            <numerusform>%n unreadable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lack(s) %1</source>
        <translation>
            <numerusform>lacks %1</numerusform>
            <numerusform>lack %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>has/have %1</source>
        <translation>
            <numerusform>has %1</numerusform>
            <numerusform>have %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es), no majority</source>
        <translation>
            <numerusform>%n matches, no majority</numerusform>
            <numerusform>%n match, no majority</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lack(s) it as the baseline does</source>
        <translation>
            <numerusform>%n lacks it as the baseline does</numerusform>
            <numerusform>%n lack it as the baseline does</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunStatus</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::CompareView</name>
    <message numerus="yes">
        <source>Confirm, refuse or make pairs; %n decided</source>
        <translation>
            <numerusform>Confirm, refuse or make pairs; %n decided</numerusform>
            <numerusform>Confirm, refuse or make pairs; %n decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) offered</source>
        <translation>
            <numerusform>%n pair offered</numerusform>
            <numerusform>%n pairs offered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 ignored by %n rule(s)</source>
        <translation>
            <numerusform>%1 ignored by %n rule</numerusform>
            <numerusform>%1 ignored by %n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) say what is not compared</source>
        <translation>
            <numerusform>%n rule says what is not compared</numerusform>
            <numerusform>%n rules say what is not compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ignore the %n selected object(s)</source>
        <translation>
            <numerusform>Ignore the selected object</numerusform>
            <numerusform>Ignore the %n selected objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) that are the same or ignored are hidden: see “Hide same”.</source>
        <translation>
            <numerusform>%n object that is the same or ignored is hidden: see “Hide same”.</numerusform>
            <numerusform>%n objects that are the same or ignored are hidden: see “Hide same”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>• %1 is %2, with %n decided column(s)</source>
        <translation>
            <numerusform>• %1 is %2, with %n decided column</numerusform>
            <numerusform>• %1 is %2, with %n decided columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ConnectionDialog</name>
    <message numerus="yes">
        <source>None of %n databases matches “%1”.</source>
        <translation>
            <numerusform>The one database does not match “%1”.</numerusform>
            <numerusform>None of %n databases matches “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added.</source>
        <translation>
            <numerusform>%n added.</numerusform>
            <numerusform>%n added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ConnectionModel</name>
    <message numerus="yes">
        <source>%n tables and views</source>
        <translation>
            <numerusform>%n table or view</numerusform>
            <numerusform>%n tables and views</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ConnectionTree</name>
    <message numerus="yes">
        <source>Copy as &amp;DDL (%n objects)</source>
        <translation>
            <numerusform>Copy as &amp;DDL (%n object)</numerusform>
            <numerusform>Copy as &amp;DDL (%n objects)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re&amp;fresh these %n databases</source>
        <translation>
            <numerusform>Re&amp;fresh this database</numerusform>
            <numerusform>Re&amp;fresh these %n databases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>E&amp;xtract these %n databases…</source>
        <translation>
            <numerusform>E&amp;xtract this database…</numerusform>
            <numerusform>E&amp;xtract these %n databases…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Query these %n databases</source>
        <translation>
            <numerusform>&amp;Query this database</numerusform>
            <numerusform>&amp;Query these %n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::DdlPair</name>
    <message numerus="yes">
        <source>  ⋯ %n equal line(s)</source>
        <translation>
            <numerusform>  ⋯ %n equal line</numerusform>
            <numerusform>  ⋯ %n equal lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::DiagramPage</name>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n collection(s)</source>
        <translation>
            <numerusform>%n collection</numerusform>
            <numerusform>%n collections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n view(s)</source>
        <translation>
            <numerusform>%n view</numerusform>
            <numerusform>%n views</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n relation(s)</source>
        <translation>
            <numerusform>%n relation</numerusform>
            <numerusform>%n relations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n inferred (dashed)</source>
        <translation>
            <numerusform>%n inferred (dashed)</numerusform>
            <numerusform>%n inferred (dashed)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::DocumentModel</name>
    <message numerus="yes">
        <source>[ %n elements ]</source>
        <translation>
            <numerusform>[ %n element ]</numerusform>
            <numerusform>[ %n elements ]</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ %n fields }</source>
        <translation>
            <numerusform>{ %n field }</numerusform>
            <numerusform>{ %n fields }</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ExtractDialog</name>
    <message numerus="yes">
        <source>&amp;Extract %n databases</source>
        <translation>
            <numerusform>&amp;Extract %n database</numerusform>
            <numerusform>&amp;Extract %n databases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>! %n rights missing: %1</source>
        <translation>
            <numerusform>! %n right missing: %1</numerusform>
            <numerusform>! %n rights missing: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ExtractionJob</name>
    <message numerus="yes">
        <source>Extract %n databases</source>
        <translation>
            <numerusform>Extract %n database</numerusform>
            <numerusform>Extract %n databases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✓ %n tables and views</source>
        <translation>
            <numerusform>✓ %n table or view</numerusform>
            <numerusform>✓ %n tables and views</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things could not be read</source>
        <translation>
            <numerusform>%n thing could not be read</numerusform>
            <numerusform>%n things could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::FindBar</name>
    <message numerus="yes">
        <source>%n hits</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::IgnoreRulesDialog</name>
    <message numerus="yes">
        <source>%n rule(s) read</source>
        <translation>
            <numerusform>%n rule read</numerusform>
            <numerusform>%n rules read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::Job</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n cancelled</numerusform>
            <numerusform>%n cancelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::MainWindow</name>
    <message numerus="yes">
        <source>Remove %n connection(s) from the workspace? What was read of their schemas goes with them, but for snapshots with a name and those that are kept; so do their passwords where nothing else uses them. The databases stay as they are.</source>
        <translation>
            <numerusform>Remove %n connection from the workspace? What was read of its schema goes with it, but for snapshots with a name and those that are kept; so does its password where nothing else uses it. The database stays as it is.</numerusform>
            <numerusform>Remove %n connections from the workspace? What was read of their schemas goes with them, but for snapshots with a name and those that are kept; so do their passwords where nothing else uses them. The databases stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::MatrixView</name>
    <message numerus="yes">
        <source>%n object(s) alike</source>
        <translation>
            <numerusform>%n object alike</numerusform>
            <numerusform>%n objects alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s)</source>
        <translation>
            <numerusform>%n differs</numerusform>
            <numerusform>%n differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n database(s) cannot be told</source>
        <translation>
            <numerusform>%n database cannot be told</numerusform>
            <numerusform>%n databases cannot be told</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ObjectFinder</name>
    <message numerus="yes">
        <source>%n databases, also those that are offline</source>
        <translation>
            <numerusform>%n database, also those that are offline</numerusform>
            <numerusform>%n databases, also those that are offline</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing of that name in %n databases</source>
        <translation>
            <numerusform>Nothing of that name in %n database</numerusform>
            <numerusform>Nothing of that name in %n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::PairsDialog</name>
    <message numerus="yes">
        <source>%n table(s) are decided here already.</source>
        <translation>
            <numerusform>%n table is decided here already.</numerusform>
            <numerusform>%n tables are decided here already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::SchemaParts</name>
    <message numerus="yes">
        <source>The DDL of %n objects is on the clipboard.</source>
        <translation>
            <numerusform>The DDL of %n object is on the clipboard.</numerusform>
            <numerusform>The DDL of %n objects is on the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The DDL of %n databases is on the clipboard.</source>
        <translation>
            <numerusform>The DDL of %n database is on the clipboard.</numerusform>
            <numerusform>The DDL of %n databases is on the clipboard.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ScriptPage</name>
    <message numerus="yes">
        <source>≠ Read again: %n statement(s) are left.</source>
        <translation>
            <numerusform>≠ Read again: %n statement is left.</numerusform>
            <numerusform>≠ Read again: %n statements are left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✓ %n other(s) got a tick with it, because it needs them: %1</source>
        <translation>
            <numerusform>✓ %n other got a tick with it, because it needs that: %1</numerusform>
            <numerusform>✓ %n others got a tick with it, because it needs them: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>☐ %n other(s) lost their ticks with it, because they need it: %1</source>
        <translation>
            <numerusform>☐ %n other lost its tick with it, because it needs it: %1</numerusform>
            <numerusform>☐ %n others lost their ticks with it, because they need it: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them lose(s) data</source>
        <translation>
            <numerusform>%n of them loses data</numerusform>
            <numerusform>%n of them lose data</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::SearchHitModel</name>
    <message numerus="yes">
        <source>%1, %n hits</source>
        <translation>
            <numerusform>%1, %n hit</numerusform>
            <numerusform>%1, %n hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::SearchPanel</name>
    <message numerus="yes">
        <source>%n databases</source>
        <translation>
            <numerusform>%n database</numerusform>
            <numerusform>%n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::SessionButton</name>
    <message numerus="yes">
        <source>Work session %1: runs are kept in its history, new queries begin with its %n databases</source>
        <translation>
            <numerusform>Work session %1: runs are kept in its history, new queries begin with its one database</numerusform>
            <numerusform>Work session %1: runs are kept in its history, new queries begin with its %n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::SnapshotModel</name>
    <message numerus="yes">
        <source>%n tables</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n views</source>
        <translation>
            <numerusform>%n view</numerusform>
            <numerusform>%n views</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things could not be read</source>
        <translation>
            <numerusform>%n thing could not be read</numerusform>
            <numerusform>%n things could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not read</source>
        <translation>
            <numerusform>%n not read</numerusform>
            <numerusform>%n not read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::SnapshotsDialog</name>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n snapshot(s) for good? What they alone remember of this schema is gone then.</source>
        <translation>
            <numerusform>Remove %n snapshot for good? What it alone remembers of this schema is gone then.</numerusform>
            <numerusform>Remove %n snapshots for good? What they alone remember of this schema is gone then.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::StartPage</name>
    <message numerus="yes">
        <source>How many rows has %1 in each of %n databases?</source>
        <translation>
            <numerusform>How many rows has %1 in %n database?</numerusform>
            <numerusform>How many rows has %1 in each of %n databases?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::TargetPopup</name>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
</TS>
