<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Explanation</name>
    <message>
        <source>This run is paused</source>
        <translation>Dieser Lauf ist angehalten</translation>
    </message>
    <message>
        <source>No further step starts until somebody lets it go on.</source>
        <translation>Kein weiterer Schritt beginnt, bis ihn jemand fortsetzt.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. When it is fast again, retry; if it is always slow, its timeouts in services/ are too short.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet. Wiederholen, sobald er wieder schnell ist; ist er immer langsam, sind seine Fristen in services/ zu kurz.</translation>
    </message>
    <message>
        <source>%1 takes no more for now. Retry when its quota has recovered; retrying at once makes it worse.</source>
        <translation>%1 nimmt derzeit nichts mehr an. Wiederholen, wenn sein Kontingent sich erholt hat; sofort zu wiederholen macht es schlimmer.</translation>
    </message>
    <message>
        <source>%1 itself is failing. Ask its owners; retry when it has recovered.</source>
        <translation>%1 ist selbst gestört. Fragen Sie die Zuständigen; wiederholen, wenn er sich erholt hat.</translation>
    </message>
    <message>
        <source>%1 refuses our credentials or certificate. Mend them first, then retry.</source>
        <translation>%1 weist unsere Zugangsdaten oder unser Zertifikat ab. Erst diese berichtigen, dann wiederholen.</translation>
    </message>
    <message>
        <source>%1 does not accept this content, and would not the next time. Correct the file and submit it again, or cancel.</source>
        <translation>%1 nimmt diesen Inhalt nicht an und täte es auch beim nächsten Mal nicht. Die Datei berichtigen und neu einreichen, oder abbrechen.</translation>
    </message>
    <message>
        <source>%1 and the pipeline disagree about the form of request or answer. Correct the pipeline, apply it and submit the file again.</source>
        <translation>%1 und die Pipeline sind sich über die Form von Anfrage oder Antwort uneinig. Die Pipeline berichtigen, anwenden und die Datei neu einreichen.</translation>
    </message>
    <message>
        <source>%1 holds something that contradicts this request. See what it holds; then retry or cancel.</source>
        <translation>%1 hält etwas, das dieser Anfrage widerspricht. Sehen Sie nach, was es ist; dann wiederholen oder abbrechen.</translation>
    </message>
    <message>
        <source>A rule of this workspace forbids the request. Correct the definition, then submit the file again.</source>
        <translation>Eine Regel dieses Arbeitsbereichs verbietet die Anfrage. Die Definition berichtigen, dann die Datei neu einreichen.</translation>
    </message>
    <message>
        <source>Something is wrong on this machine: see whether the disk is full and what cairn doctor says; then retry.</source>
        <translation>Auf diesem Rechner stimmt etwas nicht: Prüfen Sie, ob der Datenträger voll ist und was cairn doctor sagt; dann wiederholen.</translation>
    </message>
    <message>
        <source>Step %1 is tried again %2</source>
        <translation>Schritt %1 wird erneut versucht: %2</translation>
    </message>
    <message>
        <source>Nothing needs to be done. Retry tries again now, with a fresh allowance of attempts.</source>
        <translation>Es ist nichts zu tun. „Wiederholen“ versucht es jetzt, mit einem neuen Vorrat an Versuchen.</translation>
    </message>
    <message>
        <source>Nobody knows whether step %1 happened</source>
        <translation>Niemand weiß, ob Schritt %1 geschehen ist</translation>
    </message>
    <message>
        <source>Its idempotency key is %1</source>
        <translation>Ihr Idempotenzschlüssel ist %1</translation>
    </message>
    <message>
        <source>Step %1 is blocked and needs you</source>
        <translation>Schritt %1 ist blockiert und braucht Sie</translation>
    </message>
    <message>
        <source>This run was cancelled</source>
        <translation>Dieser Lauf wurde abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled by %1</source>
        <translation>Abgebrochen von %1</translation>
    </message>
    <message>
        <source>It will not go on. Submit the file again to start over.</source>
        <translation>Er geht nicht weiter. Um neu zu beginnen, die Datei noch einmal einreichen.</translation>
    </message>
    <message>
        <source>%1 cannot be reached. See whether it answers from this machine; when it does, retry: the same input is sent once more.</source>
        <translation>%1 ist nicht erreichbar. Prüfen Sie, ob er von diesem Rechner aus antwortet; dann wiederholen: dieselbe Eingabe wird noch einmal gesendet.</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Der Dienst %1</translation>
    </message>
    <message>
        <source>The delivery</source>
        <translation>Die Auslieferung</translation>
    </message>
    <message>
        <source>%1 may have received the request: look there, then say here whether it happened. It is not sent again before you decide.</source>
        <translation>%1 hat die Anfrage vielleicht erhalten: Sehen Sie dort nach und sagen Sie dann hier, ob es geschehen ist. Vorher wird nichts erneut gesendet.</translation>
    </message>
    <message>
        <source>Step %1 is held</source>
        <translation>Schritt %1 wird zurückgehalten</translation>
    </message>
    <message>
        <source>%1 gets nothing more for the moment. The step goes on by itself when its turn comes, and has used up no attempt.</source>
        <translation>%1 bekommt im Augenblick nichts mehr. Der Schritt geht von selbst weiter, wenn er an der Reihe ist, und hat keinen Versuch verbraucht.</translation>
    </message>
    <message>
        <source>Step %1 is taken up, and not done yet</source>
        <translation>Schritt %1 ist angenommen und noch nicht fertig</translation>
    </message>
    <message>
        <source>%1 has the request and is asked now and then. Nothing needs to be done.</source>
        <translation>%1 hat den Auftrag und wird von Zeit zu Zeit gefragt. Es ist nichts zu tun.</translation>
    </message>
</context>
<context>
    <name>StateLook</name>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting to retry</source>
        <translation>Wartet auf Versuch</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Ausgang unbekannt</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Gelungen</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Eingeschränkt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Awaiting callback</source>
        <translation>Wartet auf Rückruf</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Drosselung</translation>
    </message>
    <message>
        <source>Service error</source>
        <translation>Dienstfehler</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>Intern</translation>
    </message>
    <message>
        <source>URL not allowed</source>
        <translation>URL nicht erlaubt</translation>
    </message>
    <message>
        <source>Host not found</source>
        <translation>Host unbekannt</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS gescheitert</translation>
    </message>
    <message>
        <source>Connection closed</source>
        <translation>Verbindung beendet</translation>
    </message>
    <message>
        <source>Idle timeout</source>
        <translation>Stillstand</translation>
    </message>
    <message>
        <source>Attempt timeout</source>
        <translation>Frist verstrichen</translation>
    </message>
    <message>
        <source>Answer cut short</source>
        <translation>Antwort verkürzt</translation>
    </message>
    <message>
        <source>Answer too large</source>
        <translation>Antwort zu groß</translation>
    </message>
    <message>
        <source>Payload unreadable</source>
        <translation>Inhalt unlesbar</translation>
    </message>
    <message>
        <source>Answer not stored</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Not valid HTTP</source>
        <translation>Kein gültiges HTTP</translation>
    </message>
    <message>
        <source>Redirected</source>
        <translation>Umgeleitet</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>Abgeschnitten</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Ask a person</source>
        <translation>Nachfragen</translation>
    </message>
    <message>
        <source>Retry in %1</source>
        <translation>Erneut in %1</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>It happened</source>
        <translation>Ist geschehen</translation>
    </message>
    <message>
        <source>It did not happen</source>
        <translation>Ist nicht geschehen</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>Ohne ihn weiter</translation>
    </message>
    <message>
        <source>Skip step</source>
        <translation>Schritt überspringen</translation>
    </message>
    <message>
        <source>Pause run</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Open the breaker</source>
        <translation>Schutzschalter öffnen</translation>
    </message>
    <message>
        <source>Close the breaker</source>
        <translation>Schutzschalter schließen</translation>
    </message>
    <message>
        <source>Let the breaker decide</source>
        <translation>Schutzschalter entscheiden lassen</translation>
    </message>
    <message>
        <source>Carry out the items</source>
        <translation>Einzeln ausführen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>cairn::AttemptsModel</name>
    <message>
        <source>The service asked to wait %1</source>
        <translation>Der Dienst bat, %1 zu warten</translation>
    </message>
    <message>
        <source>Queued %1, connecting %2, first byte after %3</source>
        <translation>Angestanden %1, Verbindung %2, erstes Byte nach %3</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>%1 %2
Service %3
Idempotency key %4</source>
        <translation>%1 %2
Dienst %3
Idempotenzschlüssel %4</translation>
    </message>
</context>
<context>
    <name>cairn::CheckpointsModel</name>
    <message>
        <source>%1
Number %2 in this workspace</source>
        <translation>%1
Nummer %2 in diesem Arbeitsbereich</translation>
    </message>
    <message>
        <source>Next attempt %1</source>
        <translation>Nächster Versuch %1</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
</context>
<context>
    <name>cairn::CommandDialog</name>
    <message numerus="yes">
        <source>Retry %n run(s)?</source>
        <translation>
            <numerusform>Diesen Lauf wiederholen?</numerusform>
            <numerusform>%n Läufe wiederholen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)?</source>
        <translation>
            <numerusform>Diesen Lauf abbrechen?</numerusform>
            <numerusform>%n Läufe abbrechen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record for %n run(s) that it happened?</source>
        <translation>
            <numerusform>Festhalten, dass es geschehen ist?</numerusform>
            <numerusform>Für %n Läufe festhalten, dass es geschehen ist?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record for %n run(s) that it did not happen?</source>
        <translation>
            <numerusform>Festhalten, dass es nicht geschehen ist?</numerusform>
            <numerusform>Für %n Läufe festhalten, dass es nicht geschehen ist?</numerusform>
        </translation>
    </message>
    <message>
        <source>Steps that are blocked, waiting or held are tried again at once, with the same input and a fresh allowance of attempts. Steps that have passed are not repeated.</source>
        <translation>Blockierte, wartende und zurückgehaltene Schritte werden sofort erneut versucht, mit derselben Eingabe und einem neuen Vorrat an Versuchen. Bestandene Schritte werden nicht wiederholt.</translation>
    </message>
    <message>
        <source>No further step starts, and what is under way is cut off. What services have done already stays done. This cannot be undone; the file can be submitted again.</source>
        <translation>Kein weiterer Schritt beginnt, und was unterwegs ist, wird abgeschnitten. Was Dienste schon getan haben, bleibt getan. Das lässt sich nicht zurücknehmen; die Datei kann neu eingereicht werden.</translation>
    </message>
    <message>
        <source>The step counts as succeeded and is not sent again; the run goes on without its answer.</source>
        <translation>Der Schritt gilt als gelungen und wird nicht erneut gesendet; der Lauf geht ohne seine Antwort weiter.</translation>
    </message>
    <message>
        <source>The step is sent again. If it did happen after all, it will have happened twice.</source>
        <translation>Der Schritt wird erneut gesendet. Ist er doch geschehen, dann ist er zweimal geschehen.</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Reason (required, kept in the record)</source>
        <translation>&amp;Grund (erforderlich, wird festgehalten)</translation>
    </message>
    <message>
        <source>&amp;Reason (kept in the record)</source>
        <translation>&amp;Grund (wird festgehalten)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message numerus="yes">
        <source>Skip the step of %n run(s)?</source>
        <translation>
            <numerusform>Den Schritt von %n Lauf überspringen?</numerusform>
            <numerusform>Die Schritte von %n Läufen überspringen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pause %n run(s)?</source>
        <translation>
            <numerusform>%n Lauf anhalten?</numerusform>
            <numerusform>%n Läufe anhalten?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n run(s)?</source>
        <translation>
            <numerusform>Diesen Lauf fortsetzen?</numerusform>
            <numerusform>%n Läufe fortsetzen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The run goes on without the steps that are blocked, waiting or held. Later steps find nothing where their answers would be.</source>
        <translation>Der Lauf geht ohne die blockierten, wartenden oder zurückgehaltenen Schritte weiter. Spätere Schritte finden nichts, wo deren Antworten wären.</translation>
    </message>
    <message>
        <source>No further step starts until somebody lets it go on. What is under way comes to its end.</source>
        <translation>Kein weiterer Schritt beginnt, bis jemand den Lauf fortsetzt. Was unterwegs ist, kommt zu seinem Ende.</translation>
    </message>
    <message>
        <source>The next steps start at once.</source>
        <translation>Die nächsten Schritte beginnen sofort.</translation>
    </message>
    <message numerus="yes">
        <source>Resume %n run(s)?</source>
        <translation>
            <numerusform>Diesen Lauf fortsetzen?</numerusform>
            <numerusform>%n Läufe fortsetzen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The step goes on with what was changed: services take it for a new request.</source>
        <translation>Der Schritt geht mit dem Geänderten weiter: für die Dienste ist es eine neue Anfrage.</translation>
    </message>
</context>
<context>
    <name>cairn::DropTarget</name>
    <message numerus="yes">
        <source>Drop to submit %Ln file(s)</source>
        <translation>
            <numerusform>Loslassen, um diese Datei einzureichen</numerusform>
            <numerusform>Loslassen, um %Ln Dateien einzureichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::FilterLine</name>
    <message>
        <source>Filter: state:blocked  service:ocr  since:2h  invoice</source>
        <translation>Filter: state:blocked  service:ocr  since:2h  Rechnung</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Part of a file name or a run id, and any of %1 followed by a colon and a value.</source>
        <translation>Teil eines Dateinamens oder eine Laufkennung, und jedes von %1 mit Doppelpunkt und Wert.</translation>
    </message>
</context>
<context>
    <name>cairn::MainWindow</name>
    <message>
        <source>&amp;Submit files…</source>
        <translation>Dateien &amp;einreichen…</translation>
    </message>
    <message>
        <source>%1 – Cairn</source>
        <translation>%1 – Cairn</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Zurück zur Liste</translation>
    </message>
</context>
<context>
    <name>cairn::Notice</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>cairn::PipelineDialog</name>
    <message>
        <source>Submit files</source>
        <translation>Dateien einreichen</translation>
    </message>
    <message>
        <source>Which pipeline is %1 to go through?</source>
        <translation>Durch welche Pipeline soll %1 gehen?</translation>
    </message>
    <message numerus="yes">
        <source>Which pipeline are these %Ln files to go through?</source>
        <translation>
            <numerusform>Durch welche Pipeline soll diese Datei gehen?</numerusform>
            <numerusform>Durch welche Pipeline sollen diese %Ln Dateien gehen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Pipelines</source>
        <translation>Pipelines</translation>
    </message>
    <message>
        <source>%1, version %2, for %3</source>
        <translation>%1, Version %2, für %3</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Einreichen</translation>
    </message>
    <message>
        <source>Do not submit</source>
        <translation>Nicht einreichen</translation>
    </message>
</context>
<context>
    <name>cairn::RunActions</name>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Cancel run</source>
        <translation>Lauf &amp;abbrechen</translation>
    </message>
    <message>
        <source>It &amp;happened</source>
        <translation>Ist &amp;geschehen</translation>
    </message>
    <message>
        <source>It did &amp;not happen</source>
        <translation>Ist &amp;nicht geschehen</translation>
    </message>
    <message>
        <source>Copy run &amp;id</source>
        <translation>&amp;Kennung kopieren</translation>
    </message>
    <message numerus="yes">
        <source>“%1” is recorded for %Ln run(s); the runner carries it out.</source>
        <translation>
            <numerusform>„%1“ ist aufgezeichnet; der Runner führt es aus.</numerusform>
            <numerusform>„%1“ ist für %Ln Läufe aufgezeichnet; der Runner führt es aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Skip step</source>
        <translation>Schritt &amp;überspringen</translation>
    </message>
    <message>
        <source>&amp;Pause run</source>
        <translation>Lauf &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
</context>
<context>
    <name>cairn::RunDetailPanel</name>
    <message>
        <source>Run detail</source>
        <translation>Einzelheiten des Laufs</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Wegmarken</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Attempts (%L1)</source>
        <translation>Versuche (%L1)</translation>
    </message>
    <message>
        <source>Checkpoints (%L1)</source>
        <translation>Wegmarken (%L1)</translation>
    </message>
</context>
<context>
    <name>cairn::RunHeading</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Eingereicht</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Zurück zur Liste (Esc)</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Rerun of %1</source>
        <translation>Neuer Lauf von %1</translation>
    </message>
    <message>
        <source>%L1 bytes
SHA-256 %2</source>
        <translation>%L1 Bytes
SHA-256 %2</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>%1, after %2</source>
        <translation>%1, nach %2</translation>
    </message>
    <message>
        <source>not yet; deadline %1</source>
        <translation>noch nicht; Frist bis %1</translation>
    </message>
</context>
<context>
    <name>cairn::RunsModel</name>
    <message>
        <source>Finished %1</source>
        <translation>Beendet %1</translation>
    </message>
    <message>
        <source>%1
Run %2</source>
        <translation>%1
Lauf %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Eingereicht</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
</context>
<context>
    <name>cairn::RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Newer runs</source>
        <translation>Neuere Läufe</translation>
    </message>
    <message>
        <source>Back to the newest runs</source>
        <translation>Zurück zu den neuesten Läufen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln Lauf</numerusform>
            <numerusform>%Ln Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) match</source>
        <translation>
            <numerusform>%Ln Lauf passt</numerusform>
            <numerusform>%Ln Läufe passen</numerusform>
        </translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>Drop a file here, or: &lt;code&gt;cairn submit PIPELINE FILE&lt;/code&gt;</source>
        <translation>Eine Datei hier fallen lassen, oder: &lt;code&gt;cairn submit PIPELINE DATEI&lt;/code&gt;</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>No run matches this filter</source>
        <translation>Kein Lauf passt zu diesem Filter</translation>
    </message>
    <message>
        <source>Runs that match will appear here by themselves.</source>
        <translation>Passende Läufe erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
</context>
<context>
    <name>cairn::StateChip</name>
    <message>
        <source>%1: list them</source>
        <translation>%1: auflisten</translation>
    </message>
</context>
<context>
    <name>cairn::StatusBar</name>
    <message>
        <source>Updated %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>No runner: nothing moves until one starts</source>
        <translation>Kein Runner: Nichts bewegt sich, bis einer startet</translation>
    </message>
    <message>
        <source>Runner: %1</source>
        <translation>Runner: %1</translation>
    </message>
</context>
<context>
    <name>cairn::StepsModel</name>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>%1 of them since the last retry by hand</source>
        <translation>%1 davon seit der letzten Wiederholung von Hand</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
</context>
<context>
    <name>cairn::Submitter</name>
    <message>
        <source>Submit files</source>
        <translation>Dateien einreichen</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Einreichen</translation>
    </message>
    <message>
        <source>this workspace has no pipeline yet that could take the file</source>
        <translation>dieser Arbeitsbereich hat noch keine Pipeline, die die Datei aufnehmen könnte</translation>
    </message>
    <message>
        <source>Write one in pipelines/, then run: cairn apply</source>
        <translation>Schreiben Sie eine in pipelines/, dann: cairn apply</translation>
    </message>
    <message numerus="yes">
        <source>Taking in %Ln files for %1…</source>
        <translation>
            <numerusform>%Ln Datei wird für %1 aufgenommen…</numerusform>
            <numerusform>%Ln Dateien werden für %1 aufgenommen…</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is submitted to %2 as run %3.</source>
        <translation>%1 ist bei %2 als Lauf %3 eingereicht.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are submitted to %1.</source>
        <translation>
            <numerusform>%Ln Datei ist bei %1 eingereicht.</numerusform>
            <numerusform>%Ln Dateien sind bei %1 eingereicht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 files were not submitted:</source>
        <translation>%1 von %2 Dateien wurden nicht eingereicht:</translation>
    </message>
</context>
</TS>
