<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>inferometer::plots::GanttPlot</name>
    <message numerus="yes">
        <source>%Ln request(s) over %1: %2 complete, %3 in flight, %4 failed.</source>
        <translation>
            <numerusform>%Ln request over %1: %2 complete, %3 in flight, %4 failed.</numerusform>
            <numerusform>%Ln requests over %1: %2 complete, %3 in flight, %4 failed.</numerusform>
        </translation>
    </message>
</context>
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
    <name>inferometer::ui::ChatList</name>
    <message numerus="yes">
        <source>%1
%2, %Ln turn(s), %3</source>
        <translation>
            <numerusform>%1
%2, %Ln turn, %3</numerusform>
            <numerusform>%1
%2, %Ln turns, %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChatPage</name>
    <message numerus="yes">
        <source>%Ln turn(s), %1 tokens of context</source>
        <translation>
            <numerusform>%Ln turn, %1 tokens of context</numerusform>
            <numerusform>%Ln turns, %1 tokens of context</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln turn(s)</source>
        <translation>
            <numerusform>%Ln turn</numerusform>
            <numerusform>%Ln turns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DatasetPanel</name>
    <message numerus="yes">
        <source>%1: %Ln row(s), about %2 tokens in.</source>
        <translation>
            <numerusform>%1: %Ln row, about %2 tokens in.</numerusform>
            <numerusform>%1: %Ln rows, about %2 tokens in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s).</source>
        <translation>
            <numerusform>%Ln image.</numerusform>
            <numerusform>%Ln images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln conversation(s) without a question and its answer left out.</source>
        <translation>
            <numerusform>%Ln conversation without a question and its answer left out.</numerusform>
            <numerusform>%Ln conversations without a question and its answer left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ErrorCard</name>
    <message numerus="yes">
        <source>%1 of %Ln request(s), %2&#xa0;%</source>
        <translation>
            <numerusform>%1 of %Ln request, %2&#xa0;%</numerusform>
            <numerusform>%1 of %Ln requests, %2&#xa0;%</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::LogView</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::OffersPane</name>
    <message numerus="yes">
        <source>Asking %Ln site(s)…</source>
        <translation>
            <numerusform>Asking %Ln site…</numerusform>
            <numerusform>Asking %Ln sites…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::PromptsPage</name>
    <message numerus="yes">
        <source>%Ln prompt(s) imported.</source>
        <translation>
            <numerusform>%Ln prompt imported.</numerusform>
            <numerusform>%Ln prompts imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ProvisioningPage</name>
    <message numerus="yes">
        <source>%Ln run(s) of it are among the results.</source>
        <translation>
            <numerusform>%Ln run of it is among the results.</numerusform>
            <numerusform>%Ln runs of it are among the results.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RangeBar</name>
    <message numerus="yes">
        <source>Range %1: %2 of %Ln request(s)</source>
        <translation>
            <numerusform>Range %1: %2 of %Ln request</numerusform>
            <numerusform>Range %1: %2 of %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::Recovery</name>
    <message numerus="yes">
        <source>%n interrupted run(s) were found; their result files are now complete.</source>
        <translation>
            <numerusform>%n interrupted run was found; its result files are now complete.</numerusform>
            <numerusform>%n interrupted runs were found; their result files are now complete.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RequestsView</name>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 of %Ln request</numerusform>
            <numerusform>%1 of %Ln requests</numerusform>
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
    <name>inferometer::ui::StandingStrip</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plots</name>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 of %Ln request</numerusform>
            <numerusform>%1 of %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prompts</name>
    <message numerus="yes">
        <source>About %Ln token(s)</source>
        <translation>
            <numerusform>About %Ln token</numerusform>
            <numerusform>About %Ln tokens</numerusform>
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
