<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>zvt::ui</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good rows. Nothing is written before you press Import.</source>
        <translation>
            <numerusform>%n good row. Nothing is written before you press Import.</numerusform>
            <numerusform>%n good rows. Nothing is written before you press Import.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n rows.</source>
        <translation>
            <numerusform>Imported %n row.</numerusform>
            <numerusform>Imported %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n round trips</source>
        <translation>
            <numerusform>%n round trip</numerusform>
            <numerusform>%n round trips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n position</numerusform>
            <numerusform>%n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) passed</source>
        <translation>
            <numerusform>%n check passed</numerusform>
            <numerusform>%n checks passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) block this order</source>
        <translation>
            <numerusform>%n check blocks this order</numerusform>
            <numerusform>%n checks block this order</numerusform>
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
        <source>%n day(s) missing</source>
        <translation>
            <numerusform>%n day missing</numerusform>
            <numerusform>%n days missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) behind</source>
        <translation>
            <numerusform>%n day behind</numerusform>
            <numerusform>%n days behind</numerusform>
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
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) chosen</source>
        <translation>
            <numerusform>%n row chosen</numerusform>
            <numerusform>%n rows chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damage(s)</source>
        <translation>
            <numerusform>%n damage</numerusform>
            <numerusform>%n damages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) wait</source>
        <translation>
            <numerusform>%n piece waits</numerusform>
            <numerusform>%n pieces wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n small table(s)</source>
        <translation>
            <numerusform>%n small table</numerusform>
            <numerusform>%n small tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bad quote(s) left out: %1</source>
        <translation>
            <numerusform>%n bad quote left out: %1</numerusform>
            <numerusform>%n bad quotes left out: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n securities</source>
        <translation>
            <numerusform>Add %n security</numerusform>
            <numerusform>Add %n securities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n securities were read. These lines were left out:</source>
        <translation>
            <numerusform>%n security was read. These lines were left out:</numerusform>
            <numerusform>%n securities were read. These lines were left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n securities</source>
        <translation>
            <numerusform>Remove %n security</numerusform>
            <numerusform>Remove %n securities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n securities</source>
        <translation>
            <numerusform>Move %n security</numerusform>
            <numerusform>Move %n securities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Colour of %n rows</source>
        <translation>
            <numerusform>Colour of %n row</numerusform>
            <numerusform>Colour of %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n securities are left out: the format knows only the exchanges of Shanghai, Shenzhen and Beijing.</source>
        <translation>
            <numerusform>%n security is left out: the format knows only the exchanges of Shanghai, Shenzhen and Beijing.</numerusform>
            <numerusform>%n securities are left out: the format knows only the exchanges of Shanghai, Shenzhen and Beijing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread notice(s)</source>
        <translation>
            <numerusform>%n unread notice</numerusform>
            <numerusform>%n unread notices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days in a row at the upper limit</source>
        <translation>
            <numerusform>%n day at the upper limit</numerusform>
            <numerusform>%n days in a row at the upper limit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n snapshot(s) of %2 plays.</source>
        <translation>
            <numerusform>%1: %n snapshot of %2 plays.</numerusform>
            <numerusform>%1: %n snapshots of %2 play.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n code(s) of no known exchange are left out.</source>
        <translation>
            <numerusform>%n code of no known exchange is left out.</numerusform>
            <numerusform>%n codes of no known exchange are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n securities removed from the list.</source>
        <translation>
            <numerusform>%n security removed from the list.</numerusform>
            <numerusform>%n securities removed from the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n mistake</numerusform>
            <numerusform>%n mistakes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log file(s) could not be read</source>
        <translation>
            <numerusform>%n log file could not be read</numerusform>
            <numerusform>%n log files could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bars</source>
        <translation>
            <numerusform>%n bar</numerusform>
            <numerusform>%n bars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With bars of this level; %n without are left out</source>
        <translation>
            <numerusform>With bars of this level; %n without is left out</numerusform>
            <numerusform>With bars of this level; %n without are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>New in the highest bucket, mean of %n dates</source>
        <translation>
            <numerusform>New in the highest bucket, mean of %n date</numerusform>
            <numerusform>New in the highest bucket, mean of %n dates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s) in sight with all indicators</source>
        <translation>
            <numerusform>%n bar in sight with all indicators</numerusform>
            <numerusform>%n bars in sight with all indicators</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be read</source>
        <comment>securities</comment>
        <translation>
            <numerusform>%n cannot be read</numerusform>
            <numerusform>%n cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s)</source>
        <translation>
            <numerusform>%n drawing</numerusform>
            <numerusform>%n drawings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions without a bar</source>
        <translation>
            <numerusform>%n session without a bar</numerusform>
            <numerusform>%n sessions without a bar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions behind</source>
        <translation>
            <numerusform>%n session behind</numerusform>
            <numerusform>%n sessions behind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <comment>sessions</comment>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions are missing between the bars</source>
        <translation>
            <numerusform>%n session is missing between the bars</numerusform>
            <numerusform>%n sessions are missing between the bars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days of suspension</source>
        <translation>
            <numerusform>%n day of suspension</numerusform>
            <numerusform>%n days of suspension</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>held %n day(s)</source>
        <translation>
            <numerusform>held %n day</numerusform>
            <numerusform>held %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n return(s); %1</source>
        <translation>
            <numerusform>%n return; %1</numerusform>
            <numerusform>%n returns; %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) armed</source>
        <translation>
            <numerusform>%n alert armed</numerusform>
            <numerusform>%n alerts armed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) in all</source>
        <translation>
            <numerusform>%n alert in all</numerusform>
            <numerusform>%n alerts in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No quote for %n minute(s)</source>
        <translation>
            <numerusform>No quote for a minute</numerusform>
            <numerusform>No quote for %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest bar %n session(s) old</source>
        <translation>
            <numerusform>Newest bar one session old</numerusform>
            <numerusform>Newest bar %n sessions old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n armed</source>
        <translation>
            <numerusform>%n armed</numerusform>
            <numerusform>%n armed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) deleted</source>
        <translation>
            <numerusform>%n alert deleted</numerusform>
            <numerusform>%n alerts deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Practice: %n fill(s), profit %1, costs %2</source>
        <translation>
            <numerusform>Practice: %n fill, profit %1, costs %2</numerusform>
            <numerusform>Practice: %n fills, profit %1, costs %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Gone back: %n later practice order(s) undone</source>
        <translation>
            <numerusform>Gone back: %n later practice order undone</numerusform>
            <numerusform>Gone back: %n later practice orders undone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n settings differ.</source>
        <translation>
            <numerusform>%n setting differs.</numerusform>
            <numerusform>%n settings differ.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n figures differ.</source>
        <translation>
            <numerusform>%n figure differs.</numerusform>
            <numerusform>%n figures differ.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backtests</source>
        <translation>
            <numerusform>%n backtest</numerusform>
            <numerusform>%n backtests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trials</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not run</source>
        <translation>
            <numerusform>%n could not run</numerusform>
            <numerusform>%n could not run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n limit(s) removed</source>
        <translation>
            <numerusform>%n limit removed</numerusform>
            <numerusform>%n limits removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days are too few</source>
        <translation>
            <numerusform>%n day is too few</numerusform>
            <numerusform>%n days are too few</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a year, from %n days</source>
        <translation>
            <numerusform>a year, from %n day</numerusform>
            <numerusform>a year, from %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A run of %n day(s) is too short for a return a year; from %1 days on it is shown.</source>
        <translation>
            <numerusform>A run of %n day is too short for a return a year; from %1 days on it is shown.</numerusform>
            <numerusform>A run of %n days is too short for a return a year; from %1 days on it is shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strategies chosen</source>
        <translation>
            <numerusform>%n strategy chosen</numerusform>
            <numerusform>%n strategies chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strategies leave the board and their open orders are cancelled.</source>
        <translation>
            <numerusform>%n strategy leaves the board and its open orders are cancelled.</numerusform>
            <numerusform>%n strategies leave the board and their open orders are cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fill(s) today</source>
        <translation>
            <numerusform>%n fill today</numerusform>
            <numerusform>%n fills today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) sent</source>
        <translation>
            <numerusform>%n part sent</numerusform>
            <numerusform>%n parts sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On days that no choice was made on: return %1, Sharpe %2, from %n backtests.</source>
        <translation>
            <numerusform>On days that no choice was made on: return %1, Sharpe %2, from %n backtest.</numerusform>
            <numerusform>On days that no choice was made on: return %1, Sharpe %2, from %n backtests.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Others have looked at the locked days %n time(s) before.</source>
        <translation>
            <numerusform>Others have looked at the locked days once before.</numerusform>
            <numerusform>Others have looked at the locked days %n times before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n draws of the same trades, %1 end with a loss.</source>
        <translation>
            <numerusform>Of %n draw of the same trades, %1 end with a loss.</numerusform>
            <numerusform>Of %n draws of the same trades, %1 end with a loss.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n orders</source>
        <translation>
            <numerusform>Add %n order</numerusform>
            <numerusform>Add %n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders were read. These lines were left out:</source>
        <translation>
            <numerusform>%n order was read. These lines were left out:</numerusform>
            <numerusform>%n orders were read. These lines were left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n orders</source>
        <translation>
            <numerusform>Remove %n order</numerusform>
            <numerusform>Remove %n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n buy(s)</source>
        <translation>
            <numerusform>%n buy</numerusform>
            <numerusform>%n buys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sell(s)</source>
        <translation>
            <numerusform>%n sell</numerusform>
            <numerusform>%n sells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) are blocked</source>
        <translation>
            <numerusform>%n order is blocked</numerusform>
            <numerusform>%n orders are blocked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) lack a quantity</source>
        <translation>
            <numerusform>%n order lacks a quantity</numerusform>
            <numerusform>%n orders lack a quantity</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n order(s)</source>
        <translation>
            <numerusform>Send %n order</numerusform>
            <numerusform>Send %n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) were refused and stay here.</source>
        <translation>
            <numerusform>%n order was refused and stays here.</numerusform>
            <numerusform>%n orders were refused and stay here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) sent.</source>
        <translation>
            <numerusform>%n order sent.</numerusform>
            <numerusform>%n orders sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n strategies have failed: %1, … The first: %2</source>
        <translation>
            <numerusform>%n strategy has failed: %1, … The first: %2</numerusform>
            <numerusform>%n strategies have failed: %1, … The first: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders have ended, %1 of them filled</source>
        <translation>
            <numerusform>%n order has ended, %1 of them filled</numerusform>
            <numerusform>%n orders have ended, %1 of them filled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run again: all %n files of the report are the same, byte for byte.</source>
        <translation>
            <numerusform>Run again: the file of the report is the same, byte for byte.</numerusform>
            <numerusform>Run again: all %n files of the report are the same, byte for byte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not known of %n fills</source>
        <translation>
            <numerusform>Not known of %n fill</numerusform>
            <numerusform>Not known of %n fills</numerusform>
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
    <message numerus="yes">
        <source>%n setting(s) read; OK or Apply keeps them.</source>
        <translation>
            <numerusform>%n setting read; OK or Apply keeps it.</numerusform>
            <numerusform>%n settings read; OK or Apply keeps them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zvt::widgets</name>
    <message numerus="yes">
        <source>Paused, %n new</source>
        <comment>trades</comment>
        <translation>
            <numerusform>Paused, %n new</numerusform>
            <numerusform>Paused, %n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n bar</numerusform>
            <numerusform>%n bars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) without turnover rate</source>
        <translation>
            <numerusform>%n day without turnover rate</numerusform>
            <numerusform>%n days without turnover rate</numerusform>
        </translation>
    </message>
</context>
</TS>
