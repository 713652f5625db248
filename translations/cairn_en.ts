<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>Advice</name>
    <message numerus="yes">
        <source>on %Ln day(s)</source>
        <translation>
            <numerusform>on %Ln day</numerusform>
            <numerusform>on %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BreakerWording</name>
    <message numerus="yes">
        <source>It has opened %Ln time(s) in a row, each twice as long as the one before, at most %1.</source>
        <translation>
            <numerusform>It has opened once, for %1 at most.</numerusform>
            <numerusform>It has opened %Ln times in a row, each twice as long as the one before, at most %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message numerus="yes">
        <source>Nobody knows whether %Ln step(s) and item(s) happened</source>
        <translation>
            <numerusform>Nobody knows whether %Ln step happened</numerusform>
            <numerusform>Nobody knows whether %Ln steps and items happened</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileWording</name>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln warning</numerusform>
            <numerusform>%Ln warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is saved. It cannot be followed before its %Ln problem(s) are solved.</source>
        <translation>
            <numerusform>%1 is saved. It cannot be followed before its problem is solved.</numerusform>
            <numerusform>%1 is saved. It cannot be followed before its %Ln problems are solved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is saved. Nothing can be applied before its %Ln problem(s) are solved.</source>
        <translation>
            <numerusform>%1 is saved. Nothing can be applied before its problem is solved.</numerusform>
            <numerusform>%1 is saved. Nothing can be applied before its %Ln problems are solved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IncidentWording</name>
    <message numerus="yes">
        <source>%Ln step(s) may have happened: first say of each whether it did.</source>
        <translation>
            <numerusform>One step may have happened: first say whether it did.</numerusform>
            <numerusform>%Ln steps may have happened: first say of each whether it did.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln that may have happened the services are asked, and nothing is sent again unless they say that it did not.</source>
        <translation>
            <numerusform>Of %Ln that may have happened the service is asked, and nothing is sent again unless it says that it did not.</numerusform>
            <numerusform>Of %Ln that may have happened the services are asked, and nothing is sent again unless they say that it did not.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PipelineText</name>
    <message numerus="yes">
        <source>%Ln unchanged line(s)</source>
        <translation>
            <numerusform>%Ln unchanged line</numerusform>
            <numerusform>%Ln unchanged lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation>
            <numerusform>%Ln line added</numerusform>
            <numerusform>%Ln lines added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewText</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s) in the workspace&apos;s files</source>
        <translation>
            <numerusform>%Ln problem in the workspace&apos;s files</numerusform>
            <numerusform>%Ln problems in the workspace&apos;s files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln definition(s) in the files differ from what is live</source>
        <translation>
            <numerusform>%Ln definition in the files differs from what is live</numerusform>
            <numerusform>%Ln definitions in the files differ from what is live</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pipeline(s)</source>
        <translation>
            <numerusform>%Ln pipeline</numerusform>
            <numerusform>%Ln pipelines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln service(s)</source>
        <translation>
            <numerusform>%Ln service</numerusform>
            <numerusform>%Ln services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The workspace&apos;s files are live, with %Ln warning(s)</source>
        <translation>
            <numerusform>The workspace&apos;s files are live, with %Ln warning</numerusform>
            <numerusform>The workspace&apos;s files are live, with %Ln warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pipeline(s) go on that no file says any more</source>
        <translation>
            <numerusform>%Ln pipeline goes on that no file says any more</numerusform>
            <numerusform>%Ln pipelines go on that no file says any more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunEvents</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runbooks</name>
    <message numerus="yes">
        <source>%Ln failing step(s)</source>
        <translation>
            <numerusform>%Ln failing step</numerusform>
            <numerusform>%Ln failing steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln of the failing steps is tried again at once, with the same input.</source>
        <translation>
            <numerusform>At most %Ln of the failing steps is tried again at once, with the same input.</numerusform>
            <numerusform>At most %Ln of the failing steps are tried again at once, with the same input.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServiceWording</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) changed</source>
        <translation>
            <numerusform>%Ln value changed</numerusform>
            <numerusform>%Ln values changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s), over after about %1, at the latest %2.</source>
        <translation>
            <numerusform>%Ln attempt, over after about %1, at the latest %2.</numerusform>
            <numerusform>%Ln attempts, over after about %1, at the latest %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrendWording</name>
    <message numerus="yes">
        <source>%Ln recoveries</source>
        <translation>
            <numerusform>%Ln recovery</numerusform>
            <numerusform>%Ln recoveries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts that succeeded</source>
        <translation>
            <numerusform>%Ln attempt that succeeded</numerusform>
            <numerusform>%Ln attempts that succeeded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts</source>
        <translation>
            <numerusform>%Ln attempt</numerusform>
            <numerusform>%Ln attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unusually high: %1, when %2 was usual over the %Ln weeks before</source>
        <translation>
            <numerusform>unusually high: %1, when %2 was usual over the week before</numerusform>
            <numerusform>unusually high: %1, when %2 was usual over the %Ln weeks before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unusually low: %1, when %2 was usual over the %Ln weeks before</source>
        <translation>
            <numerusform>unusually low: %1, when %2 was usual over the week before</numerusform>
            <numerusform>unusually low: %1, when %2 was usual over the %Ln weeks before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unusually high: %1, when %2 was usual over the %Ln days before</source>
        <translation>
            <numerusform>unusually high: %1, when %2 was usual over the day before</numerusform>
            <numerusform>unusually high: %1, when %2 was usual over the %Ln days before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unusually low: %1, when %2 was usual over the %Ln days before</source>
        <translation>
            <numerusform>unusually low: %1, when %2 was usual over the day before</numerusform>
            <numerusform>unusually low: %1, when %2 was usual over the %Ln days before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::AdvicePage</name>
    <message numerus="yes">
        <source>%Ln attempt(s) looked at</source>
        <translation>
            <numerusform>%Ln attempt looked at</numerusform>
            <numerusform>%Ln attempts looked at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::AlertsPage</name>
    <message numerus="yes">
        <source>%Ln message(s) wait since %1</source>
        <translation>
            <numerusform>%Ln message waits since %1</numerusform>
            <numerusform>%Ln messages wait since %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln or more messages wait since %1</source>
        <translation>
            <numerusform>%Ln or more messages wait since %1</numerusform>
            <numerusform>%Ln or more messages wait since %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ApplyDialog</name>
    <message numerus="yes">
        <source>Make %Ln change(s) live?</source>
        <translation>
            <numerusform>Make %Ln change live?</numerusform>
            <numerusform>Make %Ln changes live?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::AuditJobs</name>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The audit has been touched: %Ln flaw(s) in %1</source>
        <translation>
            <numerusform>The audit has been touched: %Ln flaw in %1</numerusform>
            <numerusform>The audit has been touched: %Ln flaws in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) written</source>
        <translation>
            <numerusform>%Ln entry written</numerusform>
            <numerusform>%Ln entries written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::BreakerOrderDialog</name>
    <message numerus="yes">
        <source>%Ln run(s) wait for it now.</source>
        <translation>
            <numerusform>%Ln run waits for it now.</numerusform>
            <numerusform>%Ln runs wait for it now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::BreakerPage</name>
    <message numerus="yes">
        <source>%Ln run(s) held: list them</source>
        <translation>
            <numerusform>%Ln run held: list them</numerusform>
            <numerusform>%Ln runs held: list them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::BreakerStrip</name>
    <message numerus="yes">
        <source>Open %Ln time(s), for %1 in all</source>
        <translation>
            <numerusform>Open %Ln time, for %1 in all</numerusform>
            <numerusform>Open %Ln times, for %1 in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::BulkCommand</name>
    <message numerus="yes">
        <source>%Ln more came to it meanwhile.</source>
        <translation>
            <numerusform>%Ln more came to it meanwhile.</numerusform>
            <numerusform>%Ln more came to it meanwhile.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::BulkProgress</name>
    <message numerus="yes">
        <source>%Ln passed</source>
        <translation>
            <numerusform>%Ln passed</numerusform>
            <numerusform>%Ln passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed again</source>
        <translation>
            <numerusform>%Ln failed again</numerusform>
            <numerusform>%Ln failed again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be asked</source>
        <translation>
            <numerusform>%Ln could not be asked</numerusform>
            <numerusform>%Ln could not be asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln went on without it</source>
        <translation>
            <numerusform>%Ln went on without it</numerusform>
            <numerusform>%Ln went on without it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln under way</source>
        <translation>
            <numerusform>%Ln under way</numerusform>
            <numerusform>%Ln under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” for %Ln target(s)</source>
        <translation>
            <numerusform>“%1” for %Ln target</numerusform>
            <numerusform>“%1” for %Ln targets</numerusform>
        </translation>
    </message>
</context>
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
    <message numerus="yes">
        <source>Record that all %Ln step(s) and item(s) happened?</source>
        <translation>
            <numerusform>Record that %Ln step happened?</numerusform>
            <numerusform>Record that all %Ln steps and items happened?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record that all %Ln step(s) and item(s) did not happen?</source>
        <translation>
            <numerusform>Record that %Ln step did not happen?</numerusform>
            <numerusform>Record that all %Ln steps and items did not happen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip every step that stands of %n run(s)?</source>
        <translation>
            <numerusform>Skip every step that stands of %n run?</numerusform>
            <numerusform>Skip every step that stands of %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip %Ln step(s) and item(s) of this run?</source>
        <translation>
            <numerusform>Skip %Ln step or item of this run?</numerusform>
            <numerusform>Skip %Ln steps and items of this run?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %Ln step(s) and item(s)?</source>
        <translation>
            <numerusform>Retry %Ln step or item?</numerusform>
            <numerusform>Retry %Ln steps and items?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip %Ln step(s) and item(s)?</source>
        <translation>
            <numerusform>Skip %Ln step or item?</numerusform>
            <numerusform>Skip %Ln steps and items?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::DeedDialog</name>
    <message numerus="yes">
        <source>%1: for all %Ln step(s)?</source>
        <translation>
            <numerusform>%1: for %Ln step?</numerusform>
            <numerusform>%1: for all %Ln steps?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::DesktopAlerts</name>
    <message numerus="yes">
        <source>%n failures so far</source>
        <translation>
            <numerusform>%n failure so far</numerusform>
            <numerusform>%n failures so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n incidents need a person</source>
        <translation>
            <numerusform>%n incident needs a person</numerusform>
            <numerusform>%n incidents need a person</numerusform>
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
    <message numerus="yes">
        <source>Drop to open %Ln incident file(s)</source>
        <translation>
            <numerusform>Drop to open %Ln incident file</numerusform>
            <numerusform>Drop to open %Ln incident files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::EditDialog</name>
    <message numerus="yes">
        <source>%Ln place(s) break %1.</source>
        <translation>
            <numerusform>%Ln place breaks %1.</numerusform>
            <numerusform>%Ln places break %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ExaminationDialog</name>
    <message numerus="yes">
        <source>%Ln finding(s) need somebody.</source>
        <translation>
            <numerusform>%Ln finding needs somebody.</numerusform>
            <numerusform>%Ln findings need somebody.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ExercisePage</name>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln time</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2): sent %Ln time(s)</source>
        <translation>
            <numerusform>%1 (%2): sent %Ln time</numerusform>
            <numerusform>%1 (%2): sent %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::HexView</name>
    <message numerus="yes">
        <source>%Ln byte(s) copied</source>
        <translation>
            <numerusform>%Ln byte copied</numerusform>
            <numerusform>%Ln bytes copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::HistoryModel</name>
    <message numerus="yes">
        <source>at least %Ln failures</source>
        <translation>
            <numerusform>at least %Ln failure</numerusform>
            <numerusform>at least %Ln failures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failure(s)</source>
        <translation>
            <numerusform>%Ln failure</numerusform>
            <numerusform>%Ln failures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::IncidentExporter</name>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln payload(s)</source>
        <translation>
            <numerusform>%Ln payload</numerusform>
            <numerusform>%Ln payloads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::IncidentPage</name>
    <message numerus="yes">
        <source>came back %Ln time(s)</source>
        <translation>
            <numerusform>came back %Ln time</numerusform>
            <numerusform>came back %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::JsonTreeModel</name>
    <message numerus="yes">
        <source>%Ln field(s)</source>
        <translation>
            <numerusform>%Ln field</numerusform>
            <numerusform>%Ln fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::MaskBanner</name>
    <message numerus="yes">
        <source>%Ln payment card(s)</source>
        <translation>
            <numerusform>%Ln payment card</numerusform>
            <numerusform>%Ln payment cards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bank account(s)</source>
        <translation>
            <numerusform>%Ln bank account</numerusform>
            <numerusform>%Ln bank accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln e-mail address(es)</source>
        <translation>
            <numerusform>%Ln e-mail address</numerusform>
            <numerusform>%Ln e-mail addresses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln phone number(s)</source>
        <translation>
            <numerusform>%Ln phone number</numerusform>
            <numerusform>%Ln phone numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln national id(s)</source>
        <translation>
            <numerusform>%Ln national id</numerusform>
            <numerusform>%Ln national ids</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln private key(s)</source>
        <translation>
            <numerusform>%Ln private key</numerusform>
            <numerusform>%Ln private keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NavigationRail</name>
    <message numerus="yes">
        <source>%1, %Ln wait(s) for a person</source>
        <translation>
            <numerusform>%1, %Ln waits for a person</numerusform>
            <numerusform>%1, %Ln wait for a person</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::OpeningTroubleCard</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::OrderDialog</name>
    <message numerus="yes">
        <source>Skip %Ln failing step(s)?</source>
        <translation>
            <numerusform>Skip %Ln failing step?</numerusform>
            <numerusform>Skip %Ln failing steps?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %Ln failing step(s)?</source>
        <translation>
            <numerusform>Retry %Ln failing step?</numerusform>
            <numerusform>Retry %Ln failing steps?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::OverviewPanel</name>
    <message numerus="yes">
        <source>%Ln incident(s) in the inbox</source>
        <translation>
            <numerusform>%Ln incident in the inbox</numerusform>
            <numerusform>%Ln incidents in the inbox</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::PatchDialog</name>
    <message numerus="yes">
        <source>Resume %Ln step(s)</source>
        <translation>
            <numerusform>Resume %Ln step</numerusform>
            <numerusform>Resume %Ln steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change what step %1 sends, in %Ln failing run(s)</source>
        <translation>
            <numerusform>Change what step %1 sends, in %Ln failing run</numerusform>
            <numerusform>Change what step %1 sends, in %Ln failing runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::PipelineDelegate</name>
    <message numerus="yes">
        <source>%Ln version(s)</source>
        <translation>
            <numerusform>%Ln version</numerusform>
            <numerusform>%Ln versions</numerusform>
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
    <name>cairn::PolicyReviewPage</name>
    <message numerus="yes">
        <source>Breaker: opened %Ln time(s)</source>
        <translation>
            <numerusform>Breaker: opened %Ln time</numerusform>
            <numerusform>Breaker: opened %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 · %Ln failure(s)</source>
        <translation>
            <numerusform>%1 · %2 · %Ln failure</numerusform>
            <numerusform>%1 · %2 · %Ln failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::QuitQuestion</name>
    <message numerus="yes">
        <source>%Ln run(s) are on their way, and this console carries them.</source>
        <translation>
            <numerusform>One run is on its way, and this console carries it.</numerusform>
            <numerusform>%Ln runs are on their way, and this console carries them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln draft(s) of a policy are not applied: %1.</source>
        <translation>
            <numerusform>%Ln draft of a policy are not applied: %1.</numerusform>
            <numerusform>%Ln drafts of a policy are not applied: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are not taken in yet.</source>
        <translation>
            <numerusform>%Ln file is not taken in yet.</numerusform>
            <numerusform>%Ln files are not taken in yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are changed and not saved: %1.</source>
        <translation>
            <numerusform>%Ln file is changed and not saved: %1.</numerusform>
            <numerusform>%Ln files are changed and not saved: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RecoveryChart</name>
    <message numerus="yes">
        <source>%1: %2, of %Ln recoveries</source>
        <translation>
            <numerusform>%1: %2, of %Ln recovery</numerusform>
            <numerusform>%1: %2, of %Ln recoveries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Week of %1: median %2, 90 % within %3, of %Ln recoveries</source>
        <translation>
            <numerusform>Week of %1: median %2, 90 % within %3, of %Ln recovery</numerusform>
            <numerusform>Week of %1: median %2, 90 % within %3, of %Ln recoveries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RemarkList</name>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RerunDialog</name>
    <message numerus="yes">
        <source>On version %1, %Ln step(s) would send another request. “Compare versions” shows them.</source>
        <translation>
            <numerusform>On version %1, %Ln step would send another request. “Compare versions” shows them.</numerusform>
            <numerusform>On version %1, %Ln steps would send another request. “Compare versions” shows them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ReviewsModel</name>
    <message numerus="yes">
        <source>%Ln overdue</source>
        <translation>
            <numerusform>%Ln overdue</numerusform>
            <numerusform>%Ln overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to be signed off</source>
        <translation>
            <numerusform>%Ln to be signed off</numerusform>
            <numerusform>%Ln to be signed off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln signed off</source>
        <translation>
            <numerusform>%Ln signed off</numerusform>
            <numerusform>%Ln signed off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln being read</source>
        <translation>
            <numerusform>%Ln being read</numerusform>
            <numerusform>%Ln being read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln service(s)</source>
        <translation>
            <numerusform>%Ln service</numerusform>
            <numerusform>%Ln services</numerusform>
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
    <message numerus="yes">
        <source>%Ln run(s) copied as JSON.</source>
        <translation>
            <numerusform>%Ln run copied as JSON.</numerusform>
            <numerusform>%Ln runs copied as JSON.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” is recorded for %Ln step(s); the runner carries it out.</source>
        <translation>
            <numerusform>“%1” is recorded; the runner carries it out.</numerusform>
            <numerusform>“%1” is recorded for %Ln steps; the runner carries it out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RunExporter</name>
    <message numerus="yes">
        <source>%Ln run(s) are written</source>
        <translation>
            <numerusform>%Ln run is written</numerusform>
            <numerusform>%Ln runs are written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RunsNote</name>
    <message numerus="yes">
        <source>%Ln run(s) match</source>
        <translation>
            <numerusform>%Ln run matches</numerusform>
            <numerusform>%Ln runs match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::SchedulePicture</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StatusBar</name>
    <message numerus="yes">
        <source>%Ln incident(s)</source>
        <translation>
            <numerusform>%Ln incident</numerusform>
            <numerusform>%Ln incidents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StepNode</name>
    <message numerus="yes">
        <source>%Ln attempt(s)</source>
        <translation>
            <numerusform>%Ln attempt</numerusform>
            <numerusform>%Ln attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StoragePage</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are damaged and keep the old key.</source>
        <translation>
            <numerusform>%Ln row are damaged and keep the old key.</numerusform>
            <numerusform>%Ln rows are damaged and keep the old key.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Being erased: %Ln run(s) or file(s).</source>
        <translation>
            <numerusform>Being erased: %Ln run or file.</numerusform>
            <numerusform>Being erased: %Ln runs or files.</numerusform>
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
<context>
    <name>cairn::TableExport</name>
    <message numerus="yes">
        <source>%Ln row(s) are written</source>
        <translation>
            <numerusform>%Ln row is written</numerusform>
            <numerusform>%Ln rows are written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TimeDisplay</name>
    <message numerus="yes">
        <source>%Ln s</source>
        <comment>seconds</comment>
        <translation>
            <numerusform>%Ln s</numerusform>
            <numerusform>%Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <comment>minutes</comment>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <comment>hours</comment>
        <translation>
            <numerusform>%Ln h</numerusform>
            <numerusform>%Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TrayIcon</name>
    <message numerus="yes">
        <source>%n escalated</source>
        <translation>
            <numerusform>%n escalated</numerusform>
            <numerusform>%n escalated</numerusform>
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
        <source>%n acknowledged</source>
        <translation>
            <numerusform>%n acknowledged</numerusform>
            <numerusform>%n acknowledged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verifying</source>
        <translation>
            <numerusform>%n verifying</numerusform>
            <numerusform>%n verifying</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TrendsPage</name>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
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
        <source>The %n with the most cases are shown; the CSV has all.</source>
        <translation>
            <numerusform>The one with the most cases is shown; the CSV has all.</numerusform>
            <numerusform>The %n with the most cases are shown; the CSV has all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Unusual: %n</source>
        <translation>
            <numerusform>&amp;Unusual: %n</numerusform>
            <numerusform>&amp;Unusual: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TroubleList</name>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and for %Ln other reason(s)</source>
        <translation>
            <numerusform>and for %Ln other reason</numerusform>
            <numerusform>and for %Ln other reasons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::VersionsDialog</name>
    <message numerus="yes">
        <source>%Ln step(s) differ.</source>
        <translation>
            <numerusform>%Ln step differs.</numerusform>
            <numerusform>%Ln steps differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::WhatIf</name>
    <message numerus="yes">
        <source>The period holds more than is read at once: only its newest %Ln attempt(s) count.</source>
        <translation>
            <numerusform>The period holds more than is read at once: only its newest attempt counts.</numerusform>
            <numerusform>The period holds more than is read at once: only its newest %Ln attempts count.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s) were ended by our own timeout; how long they would have taken is estimated from those that were answered.</source>
        <translation>
            <numerusform>%Ln attempt was ended by our own timeout; how long it would have taken is estimated from those that were answered.</numerusform>
            <numerusform>%Ln attempts were ended by our own timeout; how long they would have taken is estimated from those that were answered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) would be left to people; what they would do about them is not foreseen.</source>
        <translation>
            <numerusform>%Ln call would be left to people; what they would do about it is not foreseen.</numerusform>
            <numerusform>%Ln calls would be left to people; what they would do about them is not foreseen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The breaker did what an operator ordered %Ln time(s) (open, closed, release in waves). Orders are not replayed: the policy alone decides here.</source>
        <translation>
            <numerusform>The breaker did once what an operator ordered (open, closed, release in waves). Orders are not replayed: the policy alone decides here.</numerusform>
            <numerusform>The breaker did %Ln times what an operator ordered (open, closed, release in waves). Orders are not replayed: the policy alone decides here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For the worse: %Ln call(s) would be left to people instead of %1.</source>
        <translation>
            <numerusform>For the worse: %Ln call would be left to people instead of %1.</numerusform>
            <numerusform>For the worse: %Ln calls would be left to people instead of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For the worse: %Ln request(s) would be sent instead of %1.</source>
        <translation>
            <numerusform>For the worse: %Ln request would be sent instead of %1.</numerusform>
            <numerusform>For the worse: %Ln requests would be sent instead of %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::WorkspaceWindow</name>
    <message numerus="yes">
        <source>%Ln run(s) that were interrupted go on</source>
        <translation>
            <numerusform>One run that was interrupted goes on</numerusform>
            <numerusform>%Ln runs that were interrupted go on</numerusform>
        </translation>
    </message>
</context>
</TS>
