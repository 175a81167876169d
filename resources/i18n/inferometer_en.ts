<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>inferometer::ui::Activity</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n interrupted run(s) were found; their result files are now complete.</source>
        <translation>
            <numerusform>%n interrupted run was found; its result files are now complete.</numerusform>
            <numerusform>%n interrupted runs were found; their result files are now complete.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RunsPage</name>
    <message numerus="yes">
        <source>%n older run(s) are not listed.</source>
        <translation>
            <numerusform>%n older run is not listed.</numerusform>
            <numerusform>%n older runs are not listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>volume</name>
    <message numerus="yes">
        <source>%Ln request(s), about %1 tokens in, %2 tokens out</source>
        <translation>
            <numerusform>%Ln request, about %1 tokens in, %2 tokens out</numerusform>
            <numerusform>%Ln requests, about %1 tokens in, %2 tokens out</numerusform>
        </translation>
    </message>
</context>
</TS>
