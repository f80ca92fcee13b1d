<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>concord::ConnectionTree</name>
    <message numerus="yes">
        <source>&amp;Query these %n databases</source>
        <translation>
            <numerusform>&amp;Query this database</numerusform>
            <numerusform>&amp;Query these %n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concord::MainWindow</name>
    <message numerus="yes">
        <source>Remove %n connections from the workspace? The databases themselves stay as they are.</source>
        <translation>
            <numerusform>Remove this connection from the workspace? The database itself stays as it is.</numerusform>
            <numerusform>Remove %n connections from the workspace? The databases themselves stay as they are.</numerusform>
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
