<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>cairn::CommandDialog</name>
    <message numerus="yes">
        <source>Retry %n run(s)?</source>
        <translation>
            <numerusform>Retry this run?</numerusform>
            <numerusform>Retry %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n run(s)?</source>
        <translation>
            <numerusform>Resume this run?</numerusform>
            <numerusform>Resume %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)?</source>
        <translation>
            <numerusform>Cancel this run?</numerusform>
            <numerusform>Cancel %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record for %n run(s) that it happened?</source>
        <translation>
            <numerusform>Record that it happened?</numerusform>
            <numerusform>Record for %n runs that it happened?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record for %n run(s) that it did not happen?</source>
        <translation>
            <numerusform>Record that it did not happen?</numerusform>
            <numerusform>Record for %n runs that it did not happen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip the step of %n run(s)?</source>
        <translation>
            <numerusform>Skip the step of %n run?</numerusform>
            <numerusform>Skip the steps of %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pause %n run(s)?</source>
        <translation>
            <numerusform>Pause %n run?</numerusform>
            <numerusform>Pause %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n run(s)?</source>
        <translation>
            <numerusform>Go on with %n run?</numerusform>
            <numerusform>Go on with %n runs?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::DropTarget</name>
    <message numerus="yes">
        <source>Drop to submit %Ln file(s)</source>
        <translation>
            <numerusform>Drop to submit this file</numerusform>
            <numerusform>Drop to submit %Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::PipelineDialog</name>
    <message numerus="yes">
        <source>Which pipeline are these %Ln files to go through?</source>
        <translation>
            <numerusform>Which pipeline is this file to go through?</numerusform>
            <numerusform>Which pipeline are these %Ln files to go through?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RunActions</name>
    <message numerus="yes">
        <source>“%1” is recorded for %Ln run(s); the runner carries it out.</source>
        <translation>
            <numerusform>“%1” is recorded; the runner carries it out.</numerusform>
            <numerusform>“%1” is recorded for %Ln runs; the runner carries it out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RunsPanel</name>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) match</source>
        <translation>
            <numerusform>%Ln run matches</numerusform>
            <numerusform>%Ln runs match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::Submitter</name>
    <message numerus="yes">
        <source>Taking in %Ln files for %1…</source>
        <translation>
            <numerusform>Taking in %Ln file for %1…</numerusform>
            <numerusform>Taking in %Ln files for %1…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are submitted to %1.</source>
        <translation>
            <numerusform>%Ln file is submitted to %1.</numerusform>
            <numerusform>%Ln files are submitted to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
</TS>
