<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CombinedResult</name>
    <message numerus="yes">
        <location filename="../src/core/results/widen.cpp" line="182"/>
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
        <location filename="../src/core/compare/comparereport.cpp" line="178"/>
        <source>; %1 ignored by %n rule(s)</source>
        <translation>
            <numerusform>; %1 ignored by %n rule</numerusform>
            <numerusform>; %1 ignored by %n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/comparereport.cpp" line="246"/>
        <source>%n database(s), %1</source>
        <translation>
            <numerusform>%n database, %1</numerusform>
            <numerusform>%n databases, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/comparereport.cpp" line="247"/>
        <source>%1 of %n object(s) differ(s)</source>
        <translation>
            <numerusform>%1 of %n object differs</numerusform>
            <numerusform>%1 of %n objects differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ctl</name>
    <message numerus="yes">
        <location filename="../app/concordctl/diffcommand.cpp" line="72"/>
        <source>These words name %n database(s); diff compares two.</source>
        <translation>
            <numerusform>These words name %n database; diff compares two.</numerusform>
            <numerusform>These words name %n databases; diff compares two.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message numerus="yes">
        <location filename="../src/core/compare/matrix.cpp" line="225"/>
        <source>%n lack(s) %1</source>
        <translation>
            <numerusform>%n lacks %1</numerusform>
            <numerusform>%n lack %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/matrix.cpp" line="227"/>
        <source>%n also has/have %1</source>
        <translation>
            <numerusform>%n also has %1</numerusform>
            <numerusform>%n also have %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/matrix.cpp" line="229"/>
        <source>%n differ(s) in %1</source>
        <translation>
            <numerusform>%n differs in %1</numerusform>
            <numerusform>%n differ in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/matrix.cpp" line="231"/>
        <source>%n differ(s)</source>
        <translation>
            <numerusform>%n differs</numerusform>
            <numerusform>%n differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/matrix.cpp" line="246"/>
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n matches</numerusform>
            <numerusform>%n match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/matrix.cpp" line="251"/>
        <source>%n lack(s) it</source>
        <translation>
            <numerusform>%n lacks it</numerusform>
            <numerusform>%n lack it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/compare/matrix.cpp" line="253"/>
        <source>%n unreadable</source>
        <translation>
            <numerusform>%n unreadable</numerusform>
            <numerusform>%n unreadable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <location filename="../src/core/extract/snapshot.cpp" line="86"/>
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/extract/snapshot.cpp" line="88"/>
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/core/extract/snapshot.cpp" line="90"/>
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ConnectionDialog</name>
    <message numerus="yes">
        <location filename="../src/views/connections/connectiondialog.cpp" line="370"/>
        <source>None of %n databases matches “%1”.</source>
        <translation>
            <numerusform>The one database does not match “%1”.</numerusform>
            <numerusform>None of %n databases matches “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/views/connections/connectiondialog.cpp" line="411"/>
        <source>%n added.</source>
        <translation>
            <numerusform>%n added.</numerusform>
            <numerusform>%n added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::ConnectionTree</name>
    <message numerus="yes">
        <location filename="../src/views/connections/connectiontree.cpp" line="146"/>
        <source>&amp;Query these %n databases</source>
        <translation>
            <numerusform>&amp;Query this database</numerusform>
            <numerusform>&amp;Query these %n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::DiagramPage</name>
    <message numerus="yes">
        <location filename="../src/views/diagram/diagrampage.cpp" line="154"/>
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/views/diagram/diagrampage.cpp" line="155"/>
        <source>%n relation(s)</source>
        <translation>
            <numerusform>%n relation</numerusform>
            <numerusform>%n relations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/views/diagram/diagrampage.cpp" line="157"/>
        <source>%n inferred (dashed)</source>
        <translation>
            <numerusform>%n inferred (dashed)</numerusform>
            <numerusform>%n inferred (dashed)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::FindBar</name>
    <message numerus="yes">
        <location filename="../src/views/query/findbar.cpp" line="190"/>
        <source>%n hits</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../src/views/query/findbar.cpp" line="247"/>
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::MainWindow</name>
    <message numerus="yes">
        <location filename="../src/views/shell/mainwindow.cpp" line="410"/>
        <source>Remove %n connections from the workspace? The databases themselves stay as they are.</source>
        <translation>
            <numerusform>Remove this connection from the workspace? The database itself stays as it is.</numerusform>
            <numerusform>Remove %n connections from the workspace? The databases themselves stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::SessionButton</name>
    <message numerus="yes">
        <location filename="../src/views/sessions/sessionbutton.cpp" line="41"/>
        <source>Work session %1: runs are kept in its history, new queries begin with its %n databases</source>
        <translation>
            <numerusform>Work session %1: runs are kept in its history, new queries begin with its one database</numerusform>
            <numerusform>Work session %1: runs are kept in its history, new queries begin with its %n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::TargetPopup</name>
    <message numerus="yes">
        <location filename="../src/views/query/targetpopup.cpp" line="193"/>
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
</TS>
