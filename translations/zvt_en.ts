<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>zvt::ui</name>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n good rows. Nothing is written before you press Import.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>Imported %n rows.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source> and %n more</source>
            <translation>
                <numerusform> and %n more</numerusform>
                <numerusform> and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>zvt::ui::settings</name>
        <message numerus="yes">
            <source>%n change(s), not saved</source>
            <translation>
                <numerusform>%n change, not saved</numerusform>
                <numerusform>%n changes, not saved</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Search %n setting(s)</source>
            <translation>
                <numerusform>Search %n setting</numerusform>
                <numerusform>Search %n settings</numerusform>
            </translation>
        </message>
    </context>
</TS>
