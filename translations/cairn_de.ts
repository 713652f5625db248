<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>CommandPalette</name>
    <message>
        <source>Recently used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>They differ somewhere after the first %L1 bytes.</source>
        <translation>Sie unterscheiden sich irgendwo nach den ersten %L1 Bytes.</translation>
    </message>
    <message>
        <source>They differ from byte %L1 (0x%2) on.</source>
        <translation>Sie unterscheiden sich ab Byte %L1 (0x%2).</translation>
    </message>
    <message>
        <source>Both have %L1 bytes.</source>
        <translation>Beide haben %L1 Bytes.</translation>
    </message>
    <message>
        <source>Left has %L1 bytes, right has %L2.</source>
        <translation>Links %L1 Bytes, rechts %L2.</translation>
    </message>
    <message>
        <source>The same JSON values, written with other white space.</source>
        <translation>Dieselben JSON-Werte, mit anderem Leerraum geschrieben.</translation>
    </message>
    <message>
        <source>The same text; they differ in line ends, encoding or byte order mark.</source>
        <translation>Derselbe Text; er unterscheidet sich in Zeilenenden, Kodierung oder Byte Order Mark.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln Unterschied</numerusform>
            <numerusform>%Ln Unterschiede</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: too different to be compared line by line in between</source>
        <translation>%1: dazwischen zu verschieden für einen zeilenweisen Vergleich</translation>
    </message>
    <message>
        <source>Identical: both are the same %L1 bytes.</source>
        <translation>Identisch: Beide sind dieselben %L1 Bytes.</translation>
    </message>
    <message>
        <source>Not both are text.</source>
        <translation>Nicht beide sind Text.</translation>
    </message>
    <message>
        <source>Too large to be compared line by line.</source>
        <translation>Zu groß für einen zeilenweisen Vergleich.</translation>
    </message>
    <message>
        <source>Too many lines to be compared.</source>
        <translation>Zu viele Zeilen für einen Vergleich.</translation>
    </message>
</context>
<context>
    <name>DeepLink</name>
    <message>
        <source>the link to a run needs the run&apos;s id, and may name a step and an item</source>
        <translation>der Link auf einen Lauf braucht dessen Kennung und kann einen Schritt und ein Element nennen</translation>
    </message>
    <message>
        <source>“%1” is not the id of a run</source>
        <translation>„%1“ ist keine Kennung eines Laufs</translation>
    </message>
    <message>
        <source>“%1” is not the name of a step</source>
        <translation>„%1“ ist kein Name eines Schritts</translation>
    </message>
    <message>
        <source>“%1” is not the number of an item</source>
        <translation>„%1“ ist keine Nummer eines Elements</translation>
    </message>
    <message>
        <source>nothing follows “runs” but ?filter=…</source>
        <translation>auf „runs“ folgt nichts außer ?filter=…</translation>
    </message>
    <message>
        <source>there is no place “%1” in the console</source>
        <translation>es gibt in der Konsole keinen Ort „%1“</translation>
    </message>
    <message>
        <source>exactly one name follows “%1/”</source>
        <translation>auf „%1/“ folgt genau ein Name</translation>
    </message>
    <message>
        <source>“%1” is not the name of a pipeline</source>
        <translation>„%1“ ist kein Name einer Pipeline</translation>
    </message>
    <message>
        <source>a payload&apos;s digest has 64 hexadecimal digits</source>
        <translation>die Prüfsumme eines Inhalts hat 64 Hexadezimalziffern</translation>
    </message>
    <message>
        <source>“%1” is said twice</source>
        <translation>„%1“ ist doppelt angegeben</translation>
    </message>
    <message>
        <source>there are control characters in it</source>
        <translation>er enthält Steuerzeichen</translation>
    </message>
    <message>
        <source>the workspace must be a whole path, such as /srv/cairn/office</source>
        <translation>der Arbeitsbereich muss ein vollständiger Pfad sein, etwa /srv/cairn/office</translation>
    </message>
    <message>
        <source>the filter is too long</source>
        <translation>der Filter ist zu lang</translation>
    </message>
    <message>
        <source>it does not take “%1”</source>
        <translation>„%1“ ist darin nicht vorgesehen</translation>
    </message>
    <message>
        <source>the link is too long</source>
        <translation>der Link ist zu lang</translation>
    </message>
    <message>
        <source>this is not a link of Cairn</source>
        <translation>das ist kein Link von Cairn</translation>
    </message>
    <message>
        <source>a link has no user, no port and no fragment</source>
        <translation>ein Link hat weder Benutzer noch Port noch Fragment</translation>
    </message>
    <message>
        <source>Links look like cairn://run/ID, cairn://runs?filter=…, cairn://payload/DIGEST, cairn://pipeline/NAME or cairn://incident/NUMBER</source>
        <translation>Links sehen so aus: cairn://run/KENNUNG, cairn://runs?filter=…, cairn://payload/PRÜFSUMME, cairn://pipeline/NAME oder cairn://incident/NUMMER</translation>
    </message>
    <message>
        <source>“%1” is not the number of an incident</source>
        <translation>„%1“ ist keine Nummer einer Störung</translation>
    </message>
</context>
<context>
    <name>DialogParts</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>&amp;Reason (required, kept in the record)</source>
        <translation>&amp;Grund (erforderlich, wird festgehalten)</translation>
    </message>
</context>
<context>
    <name>DisplayMenu</name>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Colours of the &amp;system</source>
        <translation>Farben des &amp;Systems</translation>
    </message>
    <message>
        <source>&amp;Light colours</source>
        <translation>&amp;Helle Farben</translation>
    </message>
    <message>
        <source>&amp;Dark colours</source>
        <translation>&amp;Dunkle Farben</translation>
    </message>
    <message>
        <source>&amp;Times</source>
        <translation>&amp;Zeitangaben</translation>
    </message>
    <message>
        <source>&amp;Local times</source>
        <translation>&amp;Ortszeit</translation>
    </message>
    <message>
        <source>Times in &amp;UTC</source>
        <translation>Zeiten in &amp;UTC</translation>
    </message>
    <message>
        <source>&amp;Relative times (3 min ago)</source>
        <translation>&amp;Relative Zeiten (vor 3 min)</translation>
    </message>
</context>
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
    <message>
        <source>Attempts left: %1 of %2</source>
        <translation>Verbleibende Versuche: %1 von %2</translation>
    </message>
    <message>
        <source>next try at %1</source>
        <translation>nächster Versuch %1</translation>
    </message>
    <message>
        <source>%1 does not accept this content, and would not the next time. Edit what the step sends and resume (Ctrl+E), or cancel.</source>
        <translation>%1 nimmt diesen Inhalt nicht an und würde es auch beim nächsten Mal nicht tun. Bearbeiten Sie, was der Schritt sendet, und setzen Sie fort (Strg+E), oder brechen Sie ab.</translation>
    </message>
    <message>
        <source>%1 and the pipeline disagree about the form of request or answer. Correct the pipeline, apply it and go on with the newest version, or edit what the step sends (Ctrl+E).</source>
        <translation>%1 und die Pipeline sind sich über die Form von Anfrage oder Antwort nicht einig. Berichtigen Sie die Pipeline, wenden Sie sie an und machen Sie mit der neuesten Version weiter, oder bearbeiten Sie, was der Schritt sendet (Strg+E).</translation>
    </message>
</context>
<context>
    <name>FaultSwitches</name>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>answers 503 to everything, and does nothing</source>
        <translation>antwortet auf alles mit 503 und tut nichts</translation>
    </message>
    <message>
        <source>Flaky</source>
        <translation>Unzuverlässig</translation>
    </message>
    <message>
        <source>answers 503 to four of ten requests</source>
        <translation>antwortet auf vier von zehn Anfragen mit 503</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>takes three seconds for each answer</source>
        <translation>braucht für jede Antwort drei Sekunden</translation>
    </message>
    <message>
        <source>Throttling</source>
        <translation>Gedrosselt</translation>
    </message>
    <message>
        <source>answers 429 to a third of the requests, and wants five seconds of rest</source>
        <translation>antwortet auf ein Drittel der Anfragen mit 429 und verlangt fünf Sekunden Pause</translation>
    </message>
    <message>
        <source>Credential refused</source>
        <translation>Zugangsdaten abgewiesen</translation>
    </message>
    <message>
        <source>answers 401 to everything</source>
        <translation>antwortet auf alles mit 401</translation>
    </message>
    <message>
        <source>Contract broken</source>
        <translation>Vertrag gebrochen</translation>
    </message>
    <message>
        <source>does its work, and answers in another form than agreed</source>
        <translation>tut seine Arbeit und antwortet in anderer Form als vereinbart</translation>
    </message>
    <message>
        <source>Strict about dates</source>
        <translation>Streng bei Datumsangaben</translation>
    </message>
    <message>
        <source>refuses texts with dates such as 24/12/2026 with 422</source>
        <translation>weist Texte mit Datumsangaben wie 24/12/2026 mit 422 ab</translation>
    </message>
    <message>
        <source>Answer cut off</source>
        <translation>Antwort abgeschnitten</translation>
    </message>
    <message>
        <source>does its work; the answer breaks off</source>
        <translation>tut seine Arbeit; die Antwort bricht ab</translation>
    </message>
    <message>
        <source>Connection reset</source>
        <translation>Verbindung zurückgesetzt</translation>
    </message>
    <message>
        <source>does its work; the connection is reset before the answer</source>
        <translation>tut seine Arbeit; die Verbindung wird vor der Antwort zurückgesetzt</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>does its work and never answers</source>
        <translation>tut seine Arbeit und antwortet nie</translation>
    </message>
    <message>
        <source>Silent and forgetful</source>
        <translation>Stumm und vergesslich</translation>
    </message>
    <message>
        <source>never answers; half of the requests are forgotten</source>
        <translation>antwortet nie; die Hälfte der Anfragen wird vergessen</translation>
    </message>
</context>
<context>
    <name>IncidentWording</name>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>First failure</source>
        <translation>Erster Fehler</translation>
    </message>
    <message>
        <source>Came back after it was resolved</source>
        <translation>Nach der Behebung wiedergekehrt</translation>
    </message>
    <message>
        <source>Failed again</source>
        <translation>Erneut gescheitert</translation>
    </message>
    <message>
        <source>All steps are on their way again</source>
        <translation>Alle Schritte sind wieder unterwegs</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>%1 acknowledged this</source>
        <translation>%1 hat dies übernommen</translation>
    </message>
    <message>
        <source>%1 assigned this</source>
        <translation>%1 hat dies zugewiesen</translation>
    </message>
    <message>
        <source>%1 escalated this</source>
        <translation>%1 hat dies eskaliert</translation>
    </message>
    <message>
        <source>%1 noted</source>
        <translation>%1 hat notiert</translation>
    </message>
    <message>
        <source>%1 failing</source>
        <translation>%1 gescheitert</translation>
    </message>
    <message>
        <source>%1 on their way</source>
        <translation>%1 unterwegs</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>%1 bestanden</translation>
    </message>
    <message>
        <source>%1 went on without</source>
        <translation>%1 ohne ihn weiter</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Went on without</source>
        <translation>Ohne ihn weiter</translation>
    </message>
    <message>
        <source>%1, then %2</source>
        <translation>%1, dann %2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Eskalieren</translation>
    </message>
    <message>
        <source>Add the note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Incident %1 (escalated by %2)</source>
        <translation>Störung %1 (eskaliert von %2)</translation>
    </message>
    <message>
        <source>Incident %1 (acknowledged by %2)</source>
        <translation>Störung %1 (übernommen von %2)</translation>
    </message>
    <message>
        <source>Incident %1 (%2)</source>
        <translation>Störung %1 (%2)</translation>
    </message>
</context>
<context>
    <name>JsonIndex</name>
    <message>
        <source>It is larger than 16 MiB</source>
        <translation>Größer als 16 MiB</translation>
    </message>
    <message>
        <source>It is not UTF-8</source>
        <translation>Kein UTF-8</translation>
    </message>
    <message>
        <source>It ends too early</source>
        <translation>Endet zu früh</translation>
    </message>
    <message>
        <source>There is something else than JSON</source>
        <translation>Enthält etwas anderes als JSON</translation>
    </message>
    <message>
        <source>It has more than 2,000,000 values</source>
        <translation>Mehr als 2.000.000 Werte</translation>
    </message>
    <message>
        <source>It is nested more than 1024 deep</source>
        <translation>Tiefer als 1024 Ebenen verschachtelt</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Choose the row above or below</source>
        <translation>Zeile darüber oder darunter wählen</translation>
    </message>
    <message>
        <source>Choose several rows</source>
        <translation>Mehrere Zeilen wählen</translation>
    </message>
    <message>
        <source>Choose all rows that are loaded</source>
        <translation>Alle geladenen Zeilen wählen</translation>
    </message>
    <message>
        <source>First or last row</source>
        <translation>Erste oder letzte Zeile</translation>
    </message>
    <message>
        <source>A page up or down</source>
        <translation>Eine Seite nach oben oder unten</translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation>Gewähltes öffnen</translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation>Was damit getan werden kann</translation>
    </message>
    <message>
        <source>Filter line</source>
        <translation>Filterzeile</translation>
    </message>
    <message>
        <source>Apply the filter and go to the list</source>
        <translation>Filter anwenden und zur Liste gehen</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Next or previous part of the window</source>
        <translation>Nächster oder voriger Teil des Fensters</translation>
    </message>
    <message>
        <source>Next or previous tab, when the tabs have the focus</source>
        <translation>Nächster oder voriger Reiter, wenn die Reiter den Fokus haben</translation>
    </message>
</context>
<context>
    <name>Lineage</name>
    <message>
        <source>submitted %1</source>
        <translation>eingereicht %1</translation>
    </message>
    <message>
        <source>Rerun of</source>
        <translation>Neuer Lauf von</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>Rerun</source>
        <translation>Neuer Lauf</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>an unknown revision</source>
        <translation>eine unbekannte Revision</translation>
    </message>
    <message>
        <source>revision %1, recorded %2</source>
        <translation>Revision %1, aufgezeichnet %2</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>delivers a file, calls no service</source>
        <translation>liefert eine Datei aus, ruft keinen Dienst auf</translation>
    </message>
    <message>
        <source>none recorded yet</source>
        <translation>noch keine aufgezeichnet</translation>
    </message>
    <message>
        <source>Policies that ruled</source>
        <translation>Maßgebliche Regeln</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Its digest</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>Entstanden aus</translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation>es wurde nichts gesendet</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Edited input</source>
        <translation>Bearbeitete Eingabe</translation>
    </message>
</context>
<context>
    <name>PayloadFiles</name>
    <message>
        <source>There can be no temporary copy</source>
        <translation>Es kann keine vorläufige Kopie angelegt werden</translation>
    </message>
    <message>
        <source>Make room there, or save the payload elsewhere and open it from there</source>
        <translation>Dort Platz schaffen, oder den Inhalt anderswo speichern und von dort öffnen</translation>
    </message>
</context>
<context>
    <name>PayloadImage</name>
    <message>
        <source>The picture is too large to be shown (%1 × %2)</source>
        <translation>Das Bild ist zu groß für die Anzeige (%1 × %2)</translation>
    </message>
    <message>
        <source>This cannot be shown as a picture: %1</source>
        <translation>Das lässt sich nicht als Bild zeigen: %1</translation>
    </message>
    <message>
        <source>Open it with its own program, or look at its bytes</source>
        <translation>Mit dem zugehörigen Programm öffnen oder die Bytes ansehen</translation>
    </message>
</context>
<context>
    <name>PayloadNature</name>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Text (%1)</source>
        <translation>Text (%1)</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>Binär</translation>
    </message>
</context>
<context>
    <name>PipelineText</name>
    <message numerus="yes">
        <source>%Ln unchanged line(s)</source>
        <translation>
            <numerusform>%Ln unveränderte Zeile</numerusform>
            <numerusform>%Ln unveränderte Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>, at most %1</source>
        <translation>, höchstens %1</translation>
    </message>
    <message>
        <source>%1, submitted by hand</source>
        <translation>%1, von Hand eingereicht</translation>
    </message>
    <message>
        <source>%1 from the folder %2</source>
        <translation>%1 aus dem Ordner %2</translation>
    </message>
    <message>
        <source>webhooks signed with %1</source>
        <translation>mit %1 signierte Webhooks</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>%1 after its submission</source>
        <translation>%1 nach der Einreichung</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation>
            <numerusform>%Ln Zeile hinzugefügt</numerusform>
            <numerusform>%Ln Zeilen hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln entfernt</numerusform>
            <numerusform>%Ln entfernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewText</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und noch %Ln</numerusform>
            <numerusform>und noch %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s) in the workspace&apos;s files</source>
        <translation>
            <numerusform>%Ln Problem in den Dateien des Arbeitsbereichs</numerusform>
            <numerusform>%Ln Probleme in den Dateien des Arbeitsbereichs</numerusform>
        </translation>
    </message>
    <message>
        <source>What is live goes on as it is. Nothing can be applied before the problems are solved.</source>
        <translation>Was in Kraft ist, gilt unverändert weiter. Anwenden lässt sich erst etwas, wenn die Probleme behoben sind.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln definition(s) in the files differ from what is live</source>
        <translation>
            <numerusform>%Ln Definition in den Dateien weicht von dem ab, was in Kraft ist</numerusform>
            <numerusform>%Ln Definitionen in den Dateien weichen von dem ab, was in Kraft ist</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>pipelines, services</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pipeline(s)</source>
        <translation>
            <numerusform>%Ln Pipeline</numerusform>
            <numerusform>%Ln Pipelines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln service(s)</source>
        <translation>
            <numerusform>%Ln Dienst</numerusform>
            <numerusform>%Ln Dienste</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The workspace&apos;s files are live, with %Ln warning(s)</source>
        <translation>
            <numerusform>Die Dateien des Arbeitsbereichs sind in Kraft, mit %Ln Warnung</numerusform>
            <numerusform>Die Dateien des Arbeitsbereichs sind in Kraft, mit %Ln Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>The workspace&apos;s files are in order and live</source>
        <translation>Die Dateien des Arbeitsbereichs sind in Ordnung und in Kraft</translation>
    </message>
    <message>
        <source>pipeline %1: new, version %2</source>
        <translation>Pipeline %1: neu, Version %2</translation>
    </message>
    <message>
        <source>pipeline %1: version %2 → %3</source>
        <translation>Pipeline %1: Version %2 → %3</translation>
    </message>
    <message>
        <source>service %1: new</source>
        <translation>Dienst %1: neu</translation>
    </message>
    <message>
        <source>service %1: revision %2 → %3</source>
        <translation>Dienst %1: Revision %2 → %3</translation>
    </message>
    <message>
        <source>schema %1: new</source>
        <translation>Schema %1: neu</translation>
    </message>
    <message>
        <source>schema %1: changed</source>
        <translation>Schema %1: geändert</translation>
    </message>
    <message>
        <source>Nothing had changed.</source>
        <translation>Es hatte sich nichts geändert.</translation>
    </message>
    <message>
        <source>Live now: %1.</source>
        <translation>Jetzt in Kraft: %1.</translation>
    </message>
</context>
<context>
    <name>RunEvents</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln Element</numerusform>
            <numerusform>%Ln Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>with an edited payload</source>
        <translation>mit bearbeitetem Inhalt</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>Verlangt: %1</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Ausgeführt: %1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Eingereicht</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>%L1 earlier changes; the checkpoints have them all</source>
        <translation>%L1 frühere Änderungen; die Wegmarken enthalten alle</translation>
    </message>
    <message>
        <source>The run is finished</source>
        <translation>Der Lauf ist beendet</translation>
    </message>
</context>
<context>
    <name>RunOffers</name>
    <message>
        <source>Open run %1</source>
        <translation>Lauf %1 öffnen</translation>
    </message>
    <message>
        <source>Open step %1 of run %2</source>
        <translation>Schritt %1 von Lauf %2 öffnen</translation>
    </message>
    <message>
        <source>Show all runs</source>
        <translation>Alle Läufe zeigen</translation>
    </message>
    <message>
        <source>Show the runs %1</source>
        <translation>Läufe zeigen: %1</translation>
    </message>
    <message>
        <source>Open payload %1</source>
        <translation>Inhalt %1 öffnen</translation>
    </message>
    <message>
        <source>Open pipeline %1</source>
        <translation>Pipeline %1 öffnen</translation>
    </message>
    <message>
        <source>This link cannot be opened</source>
        <translation>Dieser Link lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Open incident %1</source>
        <translation>Störung %1 öffnen</translation>
    </message>
</context>
<context>
    <name>Runbooks</name>
    <message numerus="yes">
        <source>%Ln failing step(s)</source>
        <translation>
            <numerusform>%Ln gescheiterter Schritt</numerusform>
            <numerusform>%Ln gescheiterte Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is sent to %1 for %2. Runs wait for it and use up no attempts.</source>
        <translation>%2 lang wird nichts an %1 gesendet. Läufe warten darauf und verbrauchen keine Versuche.</translation>
    </message>
    <message>
        <source>%1 is called whatever its breaker says, for %2.</source>
        <translation>%1 wird %2 lang aufgerufen, was auch immer sein Schutzschalter sagt.</translation>
    </message>
    <message>
        <source>The breaker of %1 decides by itself again.</source>
        <translation>Der Schutzschalter von %1 entscheidet wieder selbst.</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>chosen by hand</source>
        <translation>von Hand gewählt</translation>
    </message>
    <message>
        <source>Comes with Cairn; runbooks/%1.md in the workspace takes its place</source>
        <translation>Mit Cairn geliefert; runbooks/%1.md im Arbeitsbereich tritt an seine Stelle</translation>
    </message>
    <message>
        <source>Helped in %1 of %2 such incidents</source>
        <translation>Half bei %1 von %2 solchen Störungen</translation>
    </message>
    <message>
        <source>Helped in %1 of %2 incidents of this category</source>
        <translation>Half bei %1 von %2 Störungen dieser Fehlerart</translation>
    </message>
    <message>
        <source>%1 is asked once, past its breaker and limits.</source>
        <translation>%1 wird einmal angefragt, an Schutzschalter und Grenzen vorbei.</translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln of the failing steps is tried again at once, with the same input.</source>
        <translation>
            <numerusform>Höchstens %Ln der gescheiterten Schritte wird sofort erneut versucht, mit derselben Eingabe.</numerusform>
            <numerusform>Höchstens %Ln der gescheiterten Schritte werden sofort erneut versucht, mit derselben Eingabe.</numerusform>
        </translation>
    </message>
    <message>
        <source>All of it is tried again at once, with the same input: %1.</source>
        <translation>Alles wird sofort erneut versucht, mit derselben Eingabe: %1.</translation>
    </message>
    <message>
        <source>One is tried again, then five, then the rest in waves, each once the one before has passed: %1. It stops by itself when %2% of those tried fail again.</source>
        <translation>Zuerst wird einer erneut versucht, dann fünf, dann der Rest in Wellen, jeweils erst, wenn die vorigen bestanden haben: %1. Es hält von selbst an, wenn %2 % der versuchten erneut scheitern.</translation>
    </message>
    <message>
        <source>The runs go on with the newest version of their pipeline, where what is done is the same in it: %1.</source>
        <translation>Die Läufe gehen mit der neuesten Version ihrer Pipeline weiter, sofern das schon Erledigte darin gleich ist: %1.</translation>
    </message>
    <message>
        <source>The runs go on without the step: %1. Later steps find nothing where its answer would be.</source>
        <translation>Die Läufe gehen ohne den Schritt weiter: %1. Spätere Schritte finden nichts, wo seine Antwort wäre.</translation>
    </message>
    <message>
        <source>Where the outcome is unknown the step counts as succeeded, and is not sent again: %1.</source>
        <translation>Wo der Ausgang unbekannt ist, gilt der Schritt als gelungen und wird nicht erneut gesendet: %1.</translation>
    </message>
    <message>
        <source>Where the outcome is unknown the step is sent again: %1. If it did happen after all, it will have happened twice.</source>
        <translation>Wo der Ausgang unbekannt ist, wird der Schritt erneut gesendet: %1. Ist er doch geschehen, dann ist er zweimal geschehen.</translation>
    </message>
    <message>
        <source>No further step of the runs of %1 starts until somebody lets them go on.</source>
        <translation>Kein weiterer Schritt der Läufe von %1 beginnt, bis jemand sie fortsetzt.</translation>
    </message>
    <message>
        <source>The incident is handed on to %1, and that is recorded.</source>
        <translation>Die Störung wird an %1 weitergegeben, und das wird festgehalten.</translation>
    </message>
    <message>
        <source>asked for, the runner has not done it yet</source>
        <translation>verlangt, der Runner hat es noch nicht ausgeführt</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>It is time to escalate to %1</source>
        <translation>Es ist Zeit, an %1 zu eskalieren</translation>
    </message>
    <message>
        <source>To be escalated to %1 if it is not over by %2</source>
        <translation>An %1 zu eskalieren, wenn sie bis %2 nicht vorüber ist</translation>
    </message>
</context>
<context>
    <name>SavedView</name>
    <message>
        <source>Needs a person</source>
        <translation>Eingriff nötig</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Failed by network</source>
        <translation>Netzfehler</translation>
    </message>
    <message>
        <source>Rate limited</source>
        <translation>Gedrosselt</translation>
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
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Behoben</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, Versuch %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, for %3 so far</source>
        <translation>%1: %2, bisher %3</translation>
    </message>
    <message>
        <source>%1: %2, for %3</source>
        <translation>%1: %2, %3 lang</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>Von %1</translation>
    </message>
    <message>
        <source>%1 (+%L2)</source>
        <translation>%1 (+%L2)</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>eingereiht</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>waiting for the answer</source>
        <translation>wartet auf die Antwort</translation>
    </message>
    <message>
        <source>receiving it</source>
        <translation>empfängt sie</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>settled without a request</source>
        <translation>ohne Anfrage erledigt</translation>
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
    <message>
        <source>Took %1: queued %2, connecting %3, first byte after %4</source>
        <translation>Dauer %1: eingereiht %2, Verbindung %3, erstes Byte nach %4</translation>
    </message>
    <message>
        <source>Probe the service</source>
        <translation>Dienst probeweise anfragen</translation>
    </message>
</context>
<context>
    <name>cairn::ActionRow</name>
    <message>
        <source>Beside an incident that it fits</source>
        <translation>Neben einer Störung, zu der das Runbook passt</translation>
    </message>
</context>
<context>
    <name>cairn::ApplyDialog</name>
    <message>
        <source>Apply the workspace</source>
        <translation>Arbeitsbereich anwenden</translation>
    </message>
    <message numerus="yes">
        <source>Make %Ln change(s) live?</source>
        <translation>
            <numerusform>%Ln Änderung in Kraft setzen?</numerusform>
            <numerusform>%Ln Änderungen in Kraft setzen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Services follow their new policy with their next request. Runs that are under way keep the pipeline version that they began with; new runs take the new one.</source>
        <translation>Dienste folgen ihren neuen Regeln ab der nächsten Anfrage. Läufe, die unterwegs sind, behalten die Version der Pipeline, mit der sie begonnen haben; neue Läufe nehmen die neue.</translation>
    </message>
    <message>
        <source>&amp;Reason (required, kept in the record)</source>
        <translation>&amp;Grund (erforderlich, wird festgehalten)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
</context>
<context>
    <name>cairn::AttemptsModel</name>
    <message>
        <source>The service asked to wait %1</source>
        <translation>Der Dienst bat, %1 zu warten</translation>
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
    <name>cairn::AuditEntryView</name>
    <message>
        <source>Go to the &amp;run</source>
        <translation>Zum &amp;Lauf</translation>
    </message>
    <message>
        <source>Go to the &amp;incident</source>
        <translation>Zur &amp;Störung</translation>
    </message>
    <message>
        <source>Runs at the &amp;service</source>
        <translation>Läufe beim &amp;Dienst</translation>
    </message>
    <message>
        <source>Go to the &amp;pipeline</source>
        <translation>Zur &amp;Pipeline</translation>
    </message>
    <message>
        <source>Entry of the audit</source>
        <translation>Eintrag des Protokolls</translation>
    </message>
    <message>
        <source>What it changed</source>
        <translation>Was sich dadurch geändert hat</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Choose an entry to see what it changed.</source>
        <translation>Wählen Sie einen Eintrag, um zu sehen, was sich dadurch geändert hat.</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>kein Grund angegeben</translation>
    </message>
    <message>
        <source>%1… (entry %L2)</source>
        <translation>%1… (Eintrag %L2)</translation>
    </message>
    <message>
        <source>Nothing more is recorded of it.</source>
        <translation>Mehr ist dazu nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>Recorded with it</source>
        <translation>Dazu aufgezeichnet</translation>
    </message>
    <message>
        <source>Before and after: %1</source>
        <translation>Vorher und nachher: %1</translation>
    </message>
</context>
<context>
    <name>cairn::AuditJobs</name>
    <message>
        <source>Nothing is sealed yet: a runner seals when it starts, every ten minutes, and when it stops.</source>
        <translation>Noch ist nichts versiegelt: Ein Runner versiegelt, wenn er startet, alle zehn Minuten und wenn er endet.</translation>
    </message>
    <message>
        <source>Sealed up to entry %L1 (%2) by key %3.</source>
        <translation>Versiegelt bis Eintrag %L1 (%2) mit Schlüssel %3.</translation>
    </message>
    <message>
        <source>… and %L1 more</source>
        <translation>… und %L1 weitere</translation>
    </message>
    <message>
        <source>From entry %L1 on, another key has sealed: ask why.</source>
        <translation>Ab Eintrag %L1 hat ein anderer Schlüssel versiegelt: Fragen Sie nach dem Grund.</translation>
    </message>
    <message>
        <source>What came later is bound by hashes alone until it is sealed.</source>
        <translation>Was später kam, ist allein durch Hashes gebunden, bis es versiegelt wird.</translation>
    </message>
    <message>
        <source>Stopped: the audit is not verified</source>
        <translation>Gestoppt: Das Protokoll ist nicht geprüft</translation>
    </message>
    <message>
        <source>The audit could not be verified</source>
        <translation>Das Protokoll konnte nicht geprüft werden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>The audit is sound: %1, each as it was recorded</source>
        <translation>Das Protokoll ist in Ordnung: %1, jeder wie aufgezeichnet</translation>
    </message>
    <message numerus="yes">
        <source>The audit has been touched: %Ln flaw(s) in %1</source>
        <translation>
            <numerusform>Das Protokoll wurde verändert: %Ln Unstimmigkeit (%1 geprüft)</numerusform>
            <numerusform>Das Protokoll wurde verändert: %Ln Unstimmigkeiten (%1 geprüft)</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: nothing is written</source>
        <translation>Gestoppt: Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>%1 is as it was.</source>
        <translation>%1 ist unverändert.</translation>
    </message>
    <message>
        <source>The export failed: nothing is written</source>
        <translation>Der Export ist gescheitert: Es wurde nichts geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) written</source>
        <translation>
            <numerusform>%Ln Eintrag geschrieben</numerusform>
            <numerusform>%Ln Einträge geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
One JSON object a line, oldest first; only you may read the file.</source>
        <translation>%1
Ein JSON-Objekt je Zeile, das älteste zuerst; nur Sie dürfen die Datei lesen.</translation>
    </message>
    <message>
        <source>Verify the audit</source>
        <translation>Protokoll prüfen</translation>
    </message>
    <message>
        <source>Going through the chain, entry by entry</source>
        <translation>Die Kette wird Eintrag für Eintrag durchgegangen</translation>
    </message>
    <message>
        <source>Export the audit</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Writing the entries that match</source>
        <translation>Passende Einträge werden geschrieben</translation>
    </message>
</context>
<context>
    <name>cairn::AuditModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
</context>
<context>
    <name>cairn::AuditPanel</name>
    <message>
        <source>&amp;Verify the audit…</source>
        <translation>Protokoll &amp;prüfen…</translation>
    </message>
    <message>
        <source>E&amp;xport what matches…</source>
        <translation>Passende Einträge &amp;exportieren…</translation>
    </message>
    <message>
        <source>Export the &amp;whole audit…</source>
        <translation>&amp;Ganzes Protokoll exportieren…</translation>
    </message>
    <message>
        <source>&amp;Save the incident as a file…</source>
        <translation>Störung als Datei &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Draft a post-mortem…</source>
        <translation>&amp;Nachbetrachtung entwerfen…</translation>
    </message>
    <message>
        <source>Reading the audit…</source>
        <translation>Protokoll wird gelesen…</translation>
    </message>
    <message>
        <source>Filter: actor:ann action:command.retry subject:RUN since:2h text</source>
        <translation>Filter: actor:ann action:command.retry subject:LAUF since:2h Text</translation>
    </message>
    <message>
        <source>Filter the audit</source>
        <translation>Protokoll filtern</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Looking through older entries…</source>
        <translation>Ältere Einträge werden durchsucht…</translation>
    </message>
    <message>
        <source>Nothing is recorded yet</source>
        <translation>Noch ist nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>What people do here and on the command line, and what comes of it, will appear by itself.</source>
        <translation>Was jemand hier und auf der Befehlszeile tut und was daraus wird, erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>No entry matches this filter</source>
        <translation>Kein Eintrag passt zu diesem Filter</translation>
    </message>
    <message>
        <source>Entries that match will appear here by themselves.</source>
        <translation>Passende Einträge erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Newer entries wait while you read (Home shows them)</source>
        <translation>Neuere Einträge warten, solange Sie lesen (Pos1 zeigt sie)</translation>
    </message>
</context>
<context>
    <name>cairn::BarList</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: list the runs</source>
        <translation>%1: Läufe auflisten</translation>
    </message>
</context>
<context>
    <name>cairn::BulkCommand</name>
    <message>
        <source>%1 of the %2 are left out, because their state does not allow it: %3.</source>
        <translation>%1 von %2 ausgelassen, weil der Zustand es nicht zulässt: %3.</translation>
    </message>
    <message>
        <source>“%1” can be asked for none of these runs</source>
        <translation>„%1“ ist für keinen dieser Läufe möglich</translation>
    </message>
    <message>
        <source>All that match the filter: %1</source>
        <translation>Alle, die zum Filter passen: %1</translation>
    </message>
</context>
<context>
    <name>cairn::BulkProgress</name>
    <message numerus="yes">
        <source>%Ln passed</source>
        <translation>
            <numerusform>%Ln bestanden</numerusform>
            <numerusform>%Ln bestanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed again</source>
        <translation>
            <numerusform>%Ln erneut gescheitert</numerusform>
            <numerusform>%Ln erneut gescheitert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be asked</source>
        <translation>
            <numerusform>%Ln nicht möglich</numerusform>
            <numerusform>%Ln nicht möglich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln went on without it</source>
        <translation>
            <numerusform>%Ln ohne ihn weiter</numerusform>
            <numerusform>%Ln ohne ihn weiter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln under way</source>
        <translation>
            <numerusform>%Ln unterwegs</numerusform>
            <numerusform>%Ln unterwegs</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Show those that failed</source>
        <translation>Gescheiterte &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Cancel the rest</source>
        <translation>&amp;Rest abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>“%1” for %Ln target(s)</source>
        <translation>
            <numerusform>„%1“ für %Ln Ziel</numerusform>
            <numerusform>„%1“ für %Ln Ziele</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;End it</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>One goes first, then five, then the rest in waves. You may close this window.</source>
        <translation>Zuerst einer, dann fünf, dann der Rest in Wellen. Sie können dieses Fenster schließen.</translation>
    </message>
    <message>
        <source>The runner carries it out. You may close this window.</source>
        <translation>Der Runner führt es aus. Sie können dieses Fenster schließen.</translation>
    </message>
    <message>
        <source>It has stopped by itself: %1.</source>
        <translation>Von selbst angehalten: %1.</translation>
    </message>
    <message>
        <source>Cancelled: what was asked for goes on, the rest is not asked for.</source>
        <translation>Abgebrochen: Was verlangt ist, geht weiter; der Rest wird nicht mehr verlangt.</translation>
    </message>
    <message>
        <source>Those that failed again need a person.</source>
        <translation>Wo es erneut gescheitert ist, muss jemand eingreifen.</translation>
    </message>
    <message>
        <source>It is done.</source>
        <translation>Ausgeführt.</translation>
    </message>
    <message>
        <source>Could not be asked: %1</source>
        <translation>Nicht möglich: %1</translation>
    </message>
</context>
<context>
    <name>cairn::ChangesView</name>
    <message>
        <source>Changes between two versions</source>
        <translation>Änderungen zwischen zwei Versionen</translation>
    </message>
    <message>
        <source>Compare from version</source>
        <translation>Vergleich: von Version</translation>
    </message>
    <message>
        <source>Compare to version</source>
        <translation>Vergleich: zu Version</translation>
    </message>
    <message>
        <source>How much is shown</source>
        <translation>Umfang der Anzeige</translation>
    </message>
    <message>
        <source>Changes and what is around them</source>
        <translation>Änderungen mit Umgebung</translation>
    </message>
    <message>
        <source>The whole text</source>
        <translation>Der ganze Text</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;zu</translation>
    </message>
    <message>
        <source>version %1, %2</source>
        <translation>Version %1, %2</translation>
    </message>
    <message>
        <source>The same version</source>
        <translation>Dieselbe Version</translation>
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
    <name>cairn::CodeView</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>cairn::ColumnsDialog</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Space shows or hides, Alt+Up and Alt+Down move. The topmost stands at the left.</source>
        <translation>Leertaste zeigt oder verbirgt, Alt+Hoch und Alt+Runter verschieben. Die oberste steht links.</translation>
    </message>
    <message>
        <source>Show these</source>
        <translation>Diese zeigen</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
</context>
<context>
    <name>cairn::ColumnsMenu</name>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Arrange columns…</source>
        <translation>Spalten &amp;anordnen…</translation>
    </message>
    <message>
        <source>As at &amp;first</source>
        <translation>&amp;Zurücksetzen</translation>
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
    <message>
        <source>Skip %1?</source>
        <translation>%1 überspringen?</translation>
    </message>
    <message>
        <source>Retry %1?</source>
        <translation>%1 wiederholen?</translation>
    </message>
    <message>
        <source>The run goes on without this step alone. Later steps find nothing where its answer would be.</source>
        <translation>Der Lauf geht ohne diesen einen Schritt weiter. Spätere Schritte finden nichts, wo seine Antwort wäre.</translation>
    </message>
    <message>
        <source>This step alone is tried again at once, with the same input and a fresh allowance of attempts.</source>
        <translation>Nur dieser Schritt wird sofort erneut versucht, mit derselben Eingabe und einem neuen Vorrat an Versuchen.</translation>
    </message>
    <message>
        <source>&amp;One first, then five, then the rest in waves</source>
        <translation>&amp;Zuerst einen, dann fünf, dann den Rest in Wellen</translation>
    </message>
    <message>
        <source>Each wave goes once it is known what came of the one before; it stops by itself when half of a wave fail again.</source>
        <translation>Jede Welle beginnt, sobald bekannt ist, was aus der vorigen geworden ist; scheitert die Hälfte einer Welle erneut, hält der Auftrag von selbst an.</translation>
    </message>
</context>
<context>
    <name>cairn::CommandPalette</name>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Type a command, or the id of a run</source>
        <translation>Befehl oder Kennung eines Laufs eingeben</translation>
    </message>
    <message>
        <source>No command fits. Esc closes.</source>
        <translation>Kein Befehl passt. Esc schließt.</translation>
    </message>
</context>
<context>
    <name>cairn::CommandWatch</name>
    <message>
        <source>Look at the run as it stands now, and ask again if it is still needed</source>
        <translation>Sehen Sie nach, wie der Lauf jetzt steht, und verlangen Sie es erneut, falls es noch nötig ist</translation>
    </message>
</context>
<context>
    <name>cairn::Console</name>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet…</translation>
    </message>
    <message>
        <source>Creating %1…</source>
        <translation>%1 wird angelegt…</translation>
    </message>
    <message>
        <source>Making the demo in %1…</source>
        <translation>Die Demo wird in %1 angelegt…</translation>
    </message>
    <message>
        <source>Starting the demo services…</source>
        <translation>Die Demo-Dienste werden gestartet…</translation>
    </message>
</context>
<context>
    <name>cairn::DeedDialog</name>
    <message>
        <source>Incident %1</source>
        <translation>Störung %1</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
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
</context>
<context>
    <name>cairn::DesktopAlerts</name>
    <message>
        <source>Desktop &amp;notifications</source>
        <translation>Desktop-&amp;Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tell on the desktop what the workspace&apos;s alert rules say, also while the window is hidden</source>
        <translation>Auf dem Desktop melden, was die Alarmregeln des Arbeitsbereichs sagen, auch während das Fenster verborgen ist</translation>
    </message>
    <message>
        <source>Cairn: a test alert</source>
        <translation>Cairn: ein Testalarm</translation>
    </message>
    <message>
        <source>Nothing is wrong: this is how alerts look.</source>
        <translation>Es ist alles in Ordnung: So sehen Alarme aus.</translation>
    </message>
    <message>
        <source>Step %1 fails</source>
        <translation>Schritt %1 scheitert</translation>
    </message>
    <message>
        <source>%1: step %2 fails</source>
        <translation>%1: Schritt %2 scheitert</translation>
    </message>
    <message numerus="yes">
        <source>%n failures so far</source>
        <translation>
            <numerusform>bisher %n Fehler</numerusform>
            <numerusform>bisher %n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Übernehmen</translation>
    </message>
    <message numerus="yes">
        <source>%n incidents need a person</source>
        <translation>
            <numerusform>%n Störung braucht einen Eingriff</numerusform>
            <numerusform>%n Störungen brauchen einen Eingriff</numerusform>
        </translation>
    </message>
    <message>
        <source>They came at once: the inbox has them all.</source>
        <translation>Sie kamen auf einmal: Im Eingang stehen sie alle.</translation>
    </message>
    <message>
        <source>You look after incident %1 now</source>
        <translation>Sie kümmern sich jetzt um Störung %1</translation>
    </message>
</context>
<context>
    <name>cairn::DetailTabs</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
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
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Show payload of the answer</source>
        <translation>Inhalt der Antwort zeigen</translation>
    </message>
    <message>
        <source>Show payload of the request</source>
        <translation>Inhalt der Anfrage zeigen</translation>
    </message>
    <message>
        <source>Show payload</source>
        <translation>Inhalt zeigen</translation>
    </message>
    <message>
        <source>Show edited payload</source>
        <translation>Bearbeiteten Inhalt zeigen</translation>
    </message>
    <message>
        <source>%1, answer to attempt %2</source>
        <translation>%1, Antwort auf Versuch %2</translation>
    </message>
    <message>
        <source>%1, request of attempt %2</source>
        <translation>%1, Anfrage von Versuch %2</translation>
    </message>
    <message>
        <source>Output of %1</source>
        <translation>Ausgabe von %1</translation>
    </message>
    <message>
        <source>Edited payload of %1</source>
        <translation>Bearbeiteter Inhalt von %1</translation>
    </message>
    <message>
        <source>Attempts (%L1)</source>
        <translation>Versuche (%L1)</translation>
    </message>
    <message>
        <source>Checkpoints (%L1)</source>
        <translation>Wegmarken (%L1)</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
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
    <message numerus="yes">
        <source>Drop to open %Ln incident file(s)</source>
        <translation>
            <numerusform>Loslassen, um %Ln Störungsdatei zu öffnen</numerusform>
            <numerusform>Loslassen, um %Ln Störungsdateien zu öffnen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::EditDialog</name>
    <message>
        <source>No later step depends on it.</source>
        <translation>Kein späterer Schritt hängt davon ab.</translation>
    </message>
    <message>
        <source>%1 (uses its answer)</source>
        <translation>%1 (benutzt seine Antwort)</translation>
    </message>
    <message>
        <source>Steps that come after it and will see what comes of the change: %1.</source>
        <translation>Schritte, die danach kommen und sehen werden, was aus der Änderung wird: %1.</translation>
    </message>
    <message>
        <source>Replace by a &amp;file…</source>
        <translation>Durch eine &amp;Datei ersetzen…</translation>
    </message>
    <message>
        <source>Back to the &amp;text</source>
        <translation>Zurück zum &amp;Text</translation>
    </message>
    <message>
        <source>Edit and resume</source>
        <translation>Bearbeiten und fortsetzen</translation>
    </message>
    <message>
        <source>Resume with the edit</source>
        <translation>Mit der Änderung fortsetzen</translation>
    </message>
    <message>
        <source>Load what it sends now</source>
        <translation>Laden, was er jetzt sendet</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Change what step %1 sends</source>
        <translation>Ändern, was Schritt %1 sendet</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>Was geändert ist</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Reading what the step sends…</source>
        <translation>Es wird gelesen, was der Schritt sendet…</translation>
    </message>
    <message>
        <source>It sends %1.</source>
        <translation>Er sendet %1.</translation>
    </message>
    <message>
        <source>It sends %1, which can only be replaced as a whole.</source>
        <translation>Er sendet %1; das lässt sich nur als Ganzes ersetzen.</translation>
    </message>
    <message>
        <source>It cannot be edited: %1.</source>
        <translation>Der Inhalt lässt sich nicht bearbeiten: %1.</translation>
    </message>
    <message>
        <source>What it would send cannot be told: %1.</source>
        <translation>Was er senden würde, lässt sich nicht sagen: %1.</translation>
    </message>
    <message>
        <source>Replace what the step sends by a file</source>
        <translation>Durch eine Datei ersetzen, was der Schritt sendet</translation>
    </message>
    <message>
        <source>%1 goes out in its place.</source>
        <translation>Stattdessen geht %1 hinaus.</translation>
    </message>
    <message>
        <source>The file is checked when it is taken in.</source>
        <translation>Die Datei wird geprüft, wenn sie aufgenommen wird.</translation>
    </message>
    <message>
        <source>%1 of text.</source>
        <translation>%1 Text.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>This is no JSON: line %1: %2.</source>
        <translation>Das ist kein JSON: Zeile %1: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) break %1.</source>
        <translation>
            <numerusform>%Ln Stelle passt nicht zu %1.</numerusform>
            <numerusform>%Ln Stellen passen nicht zu %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is JSON.</source>
        <translation>Das ist JSON.</translation>
    </message>
    <message>
        <source>This is JSON, and as %1 asks for.</source>
        <translation>Das ist JSON und passt zu %1.</translation>
    </message>
    <message>
        <source>What you have changed is lost if you leave now: once more to leave.</source>
        <translation>Was Sie geändert haben, geht verloren, wenn Sie jetzt schließen: zum Schließen noch einmal.</translation>
    </message>
</context>
<context>
    <name>cairn::ExaminationDialog</name>
    <message>
        <source>Examine the store</source>
        <translation>Datenspeicher prüfen</translation>
    </message>
    <message>
        <source>The database&apos;s structure is examined…</source>
        <translation>Der Aufbau der Datenbank wird geprüft…</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>Runs and their checkpoints: %1 of %2</source>
        <translation>Läufe und ihre Wegmarken: %1 von %2</translation>
    </message>
    <message>
        <source>Payloads are read and compared with their digests: %1</source>
        <translation>Inhalte werden gelesen und mit ihren Prüfsummen verglichen: %1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Stopped. What was not examined yet may be sound or not.</source>
        <translation>Angehalten. Was noch nicht geprüft wurde, kann in Ordnung sein oder nicht.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln finding(s) need somebody.</source>
        <translation>
            <numerusform>%Ln Befund braucht jemanden.</numerusform>
            <numerusform>%Ln Befunde brauchen jemanden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The store is sound.</source>
        <translation>Der Datenspeicher ist in Ordnung.</translation>
    </message>
</context>
<context>
    <name>cairn::ExercisePage</name>
    <message>
        <source>not in this try</source>
        <translation>nicht in diesem Versuch</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 von %L2</translation>
    </message>
    <message>
        <source>What to reach</source>
        <translation>Was zu erreichen ist</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Show its &amp;runs</source>
        <translation>Ihre &amp;Läufe zeigen</translation>
    </message>
    <message>
        <source>&amp;Give up</source>
        <translation>&amp;Aufgeben</translation>
    </message>
    <message>
        <source>Ends the exercise, and cancels what is unfinished of its runs</source>
        <translation>Beendet die Übung und bricht ab, was von ihren Läufen noch nicht beendet ist</translation>
    </message>
    <message>
        <source>Switches the faults of this exercise off</source>
        <translation>Schaltet die Fehler dieser Übung aus</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>The service&apos;s ledger</source>
        <translation>Das Buch des Dienstes</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>&amp;Next hint</source>
        <translation>&amp;Nächster Hinweis</translation>
    </message>
    <message>
        <source>Not begun yet</source>
        <translation>Noch nicht begonnen</translation>
    </message>
    <message>
        <source>Under way since %1</source>
        <translation>Läuft seit %1</translation>
    </message>
    <message>
        <source>Reached after %1</source>
        <translation>Erreicht nach %1</translation>
    </message>
    <message>
        <source>Ended without reaching everything</source>
        <translation>Beendet, ohne alles zu erreichen</translation>
    </message>
    <message>
        <source>&amp;Start again</source>
        <translation>Erneut &amp;starten</translation>
    </message>
    <message>
        <source>Ends the exercise that is under way, and cancels what is unfinished of its runs</source>
        <translation>Beendet die Übung, die gerade läuft, und bricht ab, was von ihren Läufen noch nicht beendet ist</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verfehlt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Mistake</source>
        <translation>Fehlgriff</translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln-mal</numerusform>
            <numerusform>%Ln-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Next hint (%L1 of %L2)</source>
        <translation>&amp;Nächster Hinweis (%L1 von %L2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2): sent %Ln time(s)</source>
        <translation>
            <numerusform>%1 (%2): %Ln-mal gesendet</numerusform>
            <numerusform>%1 (%2): %Ln-mal gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Open its run&amp;book</source>
        <translation>Zugehöriges Run&amp;book öffnen</translation>
    </message>
</context>
<context>
    <name>cairn::FaultSwitches</name>
    <message>
        <source>Switch all off</source>
        <translation>Alle ausschalten</translation>
    </message>
    <message>
        <source>Faults of the demo&apos;s services</source>
        <translation>Fehler der Demo-Dienste</translation>
    </message>
    <message>
        <source>What is switched on here happens to every request from now on. The exercises use the same switches.</source>
        <translation>Was hier eingeschaltet ist, trifft von jetzt an jede Anfrage. Die Übungen benutzen dieselben Schalter.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>cairn::FilePage</name>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>Back to the pipeline (Esc)</source>
        <translation>Zurück zur Pipeline (Esc)</translation>
    </message>
    <message>
        <source>Back to the pipeline</source>
        <translation>Zurück zur Pipeline</translation>
    </message>
    <message>
        <source>%1 – in order now</source>
        <translation>%1 – jetzt in Ordnung</translation>
    </message>
</context>
<context>
    <name>cairn::FilterCandidates</name>
    <message>
        <source>how the run stands</source>
        <translation>Zustand des Laufs</translation>
    </message>
    <message>
        <source>the pipeline&apos;s name</source>
        <translation>Name der Pipeline</translation>
    </message>
    <message>
        <source>the service it waits for or failed at</source>
        <translation>Dienst, auf den er wartet oder an dem er scheiterte</translation>
    </message>
    <message>
        <source>the step it waits for or failed at</source>
        <translation>Schritt, auf den er wartet oder an dem er scheiterte</translation>
    </message>
    <message>
        <source>kind of failure</source>
        <translation>Art des Fehlers</translation>
    </message>
    <message>
        <source>submitted then or later</source>
        <translation>dann oder später eingereicht</translation>
    </message>
    <message>
        <source>submitted before</source>
        <translation>davor eingereicht</translation>
    </message>
    <message>
        <source>target of that order, as bulk:12 or bulk:12/failed</source>
        <translation>Ziel dieses Auftrags, etwa bulk:12 oder bulk:12/failed</translation>
    </message>
    <message>
        <source>a step of it failed so</source>
        <translation>ein Schritt davon ist so gescheitert</translation>
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
        <source>Part of a file name or a run id, and any of %1 followed by a colon and a value. Ctrl+Space offers them.</source>
        <translation>Teil eines Dateinamens oder einer Laufkennung, dazu beliebige von %1, jeweils mit Doppelpunkt und Wert. Strg+Leertaste schlägt sie vor.</translation>
    </message>
</context>
<context>
    <name>cairn::FilterPopup</name>
    <message>
        <source>Ways to go on with the filter</source>
        <translation>Vorschläge für den Filter</translation>
    </message>
</context>
<context>
    <name>cairn::FindBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>Vorheriges (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>Nächstes (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>cairn::FindingsModel</name>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>Schlecht</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
</context>
<context>
    <name>cairn::FolderDialog</name>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>Demo starten</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>A workspace is a folder with a cairn.yaml and the definitions of its services and pipelines. Keep it in git, as other sources.</source>
        <translation>Ein Arbeitsbereich ist ein Ordner mit einer cairn.yaml und den Definitionen seiner Dienste und Pipelines. Verwalten Sie ihn in Git wie anderen Quelltext.</translation>
    </message>
    <message>
        <source>The demo makes the example workspace “intake” and starts four small services on this machine: scan, extract, thumbnail and publish. They listen on 127.0.0.1 only, nothing leaves this computer, and they end with the console. Their faults can be switched on to practise.</source>
        <translation>Die Demo legt den Beispiel-Arbeitsbereich „intake“ an und startet vier kleine Dienste auf diesem Rechner: scan, extract, thumbnail und publish. Sie lauschen nur auf 127.0.0.1, nichts verlässt diesen Rechner, und sie enden mit der Konsole. Zum Üben lassen sich Störungen einschalten.</translation>
    </message>
    <message>
        <source>In a &amp;temporary folder, removed when the console ends</source>
        <translation>In einem &amp;temporären Ordner, der mit der Konsole verschwindet</translation>
    </message>
    <message>
        <source>&amp;Keep it in this folder:</source>
        <translation>In diesem Ordner be&amp;halten:</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>The example “%1”</source>
        <translation>Das Beispiel „%1“</translation>
    </message>
    <message>
        <source>&amp;Begin with</source>
        <translation>&amp;Beginnen mit</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>D&amp;urchsuchen…</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder</source>
        <translation>Neuen oder leeren Ordner wählen</translation>
    </message>
    <message>
        <source>Write the whole path of a new or an empty folder, such as /srv/cairn/office.</source>
        <translation>Geben Sie den vollständigen Pfad eines neuen oder leeren Ordners an, etwa /srv/cairn/office.</translation>
    </message>
    <message>
        <source>The folder must be new or empty. It opens with its services again later.</source>
        <translation>Der Ordner muss neu oder leer sein. Er lässt sich später mit seinen Diensten wieder öffnen.</translation>
    </message>
    <message>
        <source>The folder must be new or empty. Cairn writes cairn.yaml and the folders services, pipelines and inbox.</source>
        <translation>Der Ordner muss neu oder leer sein. Cairn schreibt cairn.yaml und die Ordner services, pipelines und inbox.</translation>
    </message>
</context>
<context>
    <name>cairn::GuideBrowser</name>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
</context>
<context>
    <name>cairn::HeadersModel</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>cairn::HeadersView</name>
    <message>
        <source>Headers of the request</source>
        <translation>Kopfzeilen der Anfrage</translation>
    </message>
    <message>
        <source>Headers of the response</source>
        <translation>Kopfzeilen der Antwort</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>None recorded</source>
        <translation>Keine aufgezeichnet</translation>
    </message>
    <message>
        <source>Request: %1 %2</source>
        <translation>Anfrage: %1 %2</translation>
    </message>
    <message>
        <source>Response: %1</source>
        <translation>Antwort: %1</translation>
    </message>
</context>
<context>
    <name>cairn::HelpPanel</name>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Zurück (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>Vorwärts (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Contents of the guide</source>
        <translation>Inhalt des Handbuchs</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>Auf dieser Seite suchen</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Vorherige Stelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Nächste Stelle (F3)</translation>
    </message>
    <message>
        <source>Not on this page</source>
        <translation>Nicht auf dieser Seite</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 von %L2</translation>
    </message>
</context>
<context>
    <name>cairn::HexPanel</name>
    <message>
        <source>No bytes</source>
        <translation>Keine Bytes</translation>
    </message>
    <message>
        <source>Offset 0x%1 (%L2)</source>
        <translation>Offset 0x%1 (%L2)</translation>
    </message>
    <message>
        <source>%1, %L2 bytes selected</source>
        <translation>%1, %L2 Bytes ausgewählt</translation>
    </message>
</context>
<context>
    <name>cairn::HexView</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>&amp;Copy as hex</source>
        <translation>Als &amp;Hex kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>Als &amp;Text kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Go to offset…</source>
        <translation>Zu &amp;Offset gehen…</translation>
    </message>
    <message>
        <source>Go to offset</source>
        <translation>Zu Offset gehen</translation>
    </message>
    <message>
        <source>Decimal, hexadecimal (0x…), or from here (+…, -…):</source>
        <translation>Dezimal, hexadezimal (0x…) oder von hier aus (+…, -…):</translation>
    </message>
    <message>
        <source>There is no offset %1: the last byte is 0x%2</source>
        <translation>Es gibt keinen Offset %1: Das letzte Byte ist 0x%2</translation>
    </message>
    <message>
        <source>More than 1 MiB is selected: save the payload instead</source>
        <translation>Mehr als 1 MiB ausgewählt: stattdessen den Inhalt speichern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) copied</source>
        <translation>
            <numerusform>%Ln Byte kopiert</numerusform>
            <numerusform>%Ln Bytes kopiert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::HistoryList</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>cairn::Inbox</name>
    <message>
        <source>Newer failures above</source>
        <translation>Weiter oben neuere Fehler</translation>
    </message>
    <message>
        <source>Looking for failures…</source>
        <translation>Fehler werden gesucht…</translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Alles in Ordnung</translation>
    </message>
    <message>
        <source>Nothing failed that needs a person.</source>
        <translation>Nichts ist gescheitert, was einen Eingriff braucht.</translation>
    </message>
    <message>
        <source>No such incident</source>
        <translation>Keine solche Störung</translation>
    </message>
    <message>
        <source>Nothing that is chosen above matches.</source>
        <translation>Nichts passt zu dem, was oben gewählt ist.</translation>
    </message>
    <message>
        <source>Show all that is unresolved</source>
        <translation>Alles zeigen, was nicht behoben ist</translation>
    </message>
</context>
<context>
    <name>cairn::InboxHead</name>
    <message>
        <source>Find incidents: service:ocr category:data, a step, a cause</source>
        <translation>Störungen suchen: service:ocr category:data, ein Schritt, eine Ursache</translation>
    </message>
    <message>
        <source>Find incidents</source>
        <translation>Störungen suchen</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentActions</name>
    <message>
        <source>&amp;Acknowledge</source>
        <translation>Ü&amp;bernehmen</translation>
    </message>
    <message>
        <source>A&amp;ssign…</source>
        <translation>&amp;Zuweisen…</translation>
    </message>
    <message>
        <source>&amp;Escalate…</source>
        <translation>&amp;Eskalieren…</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>&amp;Notiz…</translation>
    </message>
    <message>
        <source>&amp;Retry…</source>
        <translation>&amp;Wiederholen…</translation>
    </message>
    <message>
        <source>S&amp;kip…</source>
        <translation>&amp;Überspringen…</translation>
    </message>
    <message>
        <source>&amp;Patch and resume…</source>
        <translation>&amp;Patchen und fortsetzen…</translation>
    </message>
    <message>
        <source>Sa&amp;ve as a file…</source>
        <translation>Als Datei &amp;speichern…</translation>
    </message>
    <message>
        <source>Draft a post-&amp;mortem…</source>
        <translation>Nachbetrachtung en&amp;twerfen…</translation>
    </message>
    <message>
        <source>Show r&amp;uns</source>
        <translation>Lä&amp;ufe zeigen</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>%1. Nothing was changed: look at it again.</source>
        <translation>%1. Es wurde nichts geändert: Sehen Sie sich die Störung noch einmal an.</translation>
    </message>
    <message>
        <source>The patch is ordered for all failing steps of incident %1; the runner carries it out.</source>
        <translation>Der Patch ist für alle gescheiterten Schritte von Störung %1 in Auftrag gegeben; der Runner führt ihn aus.</translation>
    </message>
    <message>
        <source>“%1” is ordered for all failing steps of incident %2; the runner carries it out.</source>
        <translation>„%1“ ist für alle gescheiterten Schritte von Störung %2 in Auftrag gegeben; der Runner führt es aus.</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentDelegate</name>
    <message>
        <source>%1’s</source>
        <translation>bei %1</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentDialog</name>
    <message>
        <source>Assign incident %1</source>
        <translation>Störung %1 zuweisen</translation>
    </message>
    <message>
        <source>Escalate incident %1</source>
        <translation>Störung %1 eskalieren</translation>
    </message>
    <message>
        <source>A note on incident %1</source>
        <translation>Eine Notiz zu Störung %1</translation>
    </message>
    <message>
        <source>Everybody sees who looks after it. Its owner is %1.</source>
        <translation>Alle sehen, wer sich darum kümmert. Zuständig ist %1.</translation>
    </message>
    <message>
        <source>It is marked as handed on. The service&apos;s contract names nobody to escalate to.</source>
        <translation>Sie wird als weitergegeben vermerkt. Der Vertrag des Dienstes nennt niemanden, an den eskaliert werden kann.</translation>
    </message>
    <message>
        <source>It is marked as handed on; the service&apos;s contract names %1.</source>
        <translation>Sie wird als weitergegeben vermerkt; der Vertrag des Dienstes nennt %1.</translation>
    </message>
    <message>
        <source>It becomes part of the history and of the audit, and cannot be taken back.</source>
        <translation>Sie wird Teil des Verlaufs und des Protokolls und lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>&amp;To whom</source>
        <translation>&amp;An wen</translation>
    </message>
    <message>
        <source>&amp;Reason (kept in the record)</source>
        <translation>&amp;Grund (wird festgehalten)</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentExporter</name>
    <message>
        <source>Without payloads (*.cairn-incident)</source>
        <translation>Ohne Inhalte (*.cairn-incident)</translation>
    </message>
    <message>
        <source>With what the failing steps sent and got (*.cairn-incident)</source>
        <translation>Mit dem, was die gescheiterten Schritte gesendet und erhalten haben (*.cairn-incident)</translation>
    </message>
    <message>
        <source>With all payloads of its runs (*.cairn-incident)</source>
        <translation>Mit allen Inhalten ihrer Läufe (*.cairn-incident)</translation>
    </message>
    <message>
        <source>Stopped: nothing is written</source>
        <translation>Gestoppt: Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>%1 is as it was.</source>
        <translation>%1 ist unverändert.</translation>
    </message>
    <message>
        <source>The incident is not written</source>
        <translation>Die Störungsdatei ist nicht geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln Lauf</numerusform>
            <numerusform>%Ln Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln payload(s)</source>
        <translation>
            <numerusform>%Ln Inhalt</numerusform>
            <numerusform>%Ln Inhalte</numerusform>
        </translation>
    </message>
    <message>
        <source>Signed by key %1.</source>
        <translation>Mit dem Schlüssel %1 signiert.</translation>
    </message>
    <message>
        <source>%L1 more runs failed so and are left out.</source>
        <translation>%L1 weitere Läufe sind so gescheitert und ausgelassen.</translation>
    </message>
    <message>
        <source>%L1 payloads are left out: too many, too large, or damaged.</source>
        <translation>%L1 Inhalte sind ausgelassen: zu viele, zu groß oder beschädigt.</translation>
    </message>
    <message>
        <source>The incident is written</source>
        <translation>Die Störungsdatei ist geschrieben</translation>
    </message>
    <message>
        <source>Save the incident as a file</source>
        <translation>Störung als Datei speichern</translation>
    </message>
    <message>
        <source>Save the incident</source>
        <translation>Störung speichern</translation>
    </message>
    <message>
        <source>Collecting what is recorded of it</source>
        <translation>Was darüber aufgezeichnet ist, wird gesammelt</translation>
    </message>
    <message>
        <source>Post-mortem of incident %1</source>
        <translation>Nachbetrachtung zu Störung %1</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentFileWindow</name>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>eskaliert</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>behoben</translation>
    </message>
    <message>
        <source>Incident %1: %2, %3 %4</source>
        <translation>Störung %1: %2, %3 %4</translation>
    </message>
    <message>
        <source>%1 – read-only</source>
        <translation>%1 – nur lesbar</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Runs (%L1)</source>
        <translation>Läufe (%L1)</translation>
    </message>
    <message>
        <source>Post-mortem</source>
        <translation>Nachbetrachtung</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>This payload is not in the file: whoever made it left it out.</source>
        <translation>Dieser Inhalt ist nicht in der Datei: Wer sie erstellt hat, hat ihn ausgelassen.</translation>
    </message>
    <message>
        <source>%1: %L2 failing, %L3 on their way, %L4 passed, %L5 left out</source>
        <translation>%1: %L2 gescheitert, %L3 unterwegs, %L4 bestanden, %L5 ausgelassen</translation>
    </message>
    <message>
        <source>first %1, last %2</source>
        <translation>zuerst %1, zuletzt %2</translation>
    </message>
    <message>
        <source>%L1 more runs are not in the file</source>
        <translation>%L1 weitere Läufe sind nicht in der Datei</translation>
    </message>
    <message>
        <source>%L1 payloads were left out</source>
        <translation>%L1 Inhalte sind ausgelassen</translation>
    </message>
    <message>
        <source>signed by key %1</source>
        <translation>mit dem Schlüssel %1 signiert</translation>
    </message>
    <message>
        <source>signed by this workspace&apos;s key</source>
        <translation>mit dem Schlüssel dieses Arbeitsbereichs signiert</translation>
    </message>
    <message>
        <source>signed by key %1, which is not this workspace&apos;s: ask its sender</source>
        <translation>mit dem Schlüssel %1 signiert, der nicht der dieses Arbeitsbereichs ist: Fragen Sie den Absender</translation>
    </message>
    <message>
        <source>Read-only. Made %1 by %2 in workspace %3; unchanged since, %4.</source>
        <translation>Nur lesbar. Erstellt %1 von %2 im Arbeitsbereich %3; seither unverändert, %4.</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentFiles</name>
    <message>
        <source>Open an incident file</source>
        <translation>Störungsdatei öffnen</translation>
    </message>
    <message>
        <source>Incident files (*.cairn-incident)</source>
        <translation>Störungsdateien (*.cairn-incident)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentList</name>
    <message>
        <source>Incidents</source>
        <translation>Störungen</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentMomentsModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentPage</name>
    <message>
        <source>First failure %1, last %2</source>
        <translation>Erster Fehler %1, letzter %2</translation>
    </message>
    <message numerus="yes">
        <source>came back %Ln time(s)</source>
        <translation>
            <numerusform>%Ln-mal wiedergekommen</numerusform>
            <numerusform>%Ln-mal wiedergekommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Owner: %1</source>
        <translation>Zuständig: %1</translation>
    </message>
    <message>
        <source>assigned to %1</source>
        <translation>%1 zugewiesen</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was getan werden kann</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Incident %1</source>
        <translation>Störung %1</translation>
    </message>
    <message>
        <source>Escalate at once: failures of this kind do not wait for the owner.</source>
        <translation>Sofort eskalieren: Fehler dieser Art warten nicht auf die Zuständigen.</translation>
    </message>
</context>
<context>
    <name>cairn::IncidentsModel</name>
    <message>
        <source>Incident %1</source>
        <translation>Störung %1</translation>
    </message>
    <message>
        <source>escalate at once</source>
        <translation>sofort eskalieren</translation>
    </message>
    <message>
        <source>Incident %1
First failure %2
Last failure %3</source>
        <translation>Störung %1
Erster Fehler %2
Letzter Fehler %3</translation>
    </message>
</context>
<context>
    <name>cairn::JsonTreeModel</name>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message numerus="yes">
        <source>%Ln field(s)</source>
        <translation>
            <numerusform>%Ln Feld</numerusform>
            <numerusform>%Ln Felder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln Element</numerusform>
            <numerusform>%Ln Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, of which the first %L2 are shown</source>
        <translation>%1, die ersten %L2 davon werden gezeigt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>cairn::JsonView</name>
    <message>
        <source>JSON tree</source>
        <translation>JSON-Baum</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>&amp;Wert kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation>&amp;Namen kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;path (jq)</source>
        <translation>&amp;Pfad kopieren (jq)</translation>
    </message>
    <message>
        <source>Copy p&amp;ointer (RFC 6901)</source>
        <translation>Z&amp;eiger kopieren (RFC 6901)</translation>
    </message>
    <message>
        <source>&amp;Expand all inside</source>
        <translation>Darin alles &amp;aufklappen</translation>
    </message>
    <message>
        <source>&amp;Collapse all inside</source>
        <translation>Darin alles &amp;zuklappen</translation>
    </message>
    <message>
        <source>That value is not among those shown: look at the text</source>
        <translation>Dieser Wert ist nicht unter den gezeigten: Sehen Sie im Text nach</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>cairn::KeySheet</name>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>Tasten und was sie tun</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Drucken…</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>&amp;Tasten…</translation>
    </message>
    <message>
        <source>Keys of Cairn</source>
        <translation>Tasten in Cairn</translation>
    </message>
</context>
<context>
    <name>cairn::LineageView</name>
    <message>
        <source>Lineage</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Original input of %1</source>
        <translation>Ursprüngliche Eingabe von %1</translation>
    </message>
    <message>
        <source>Edited input of %1</source>
        <translation>Bearbeitete Eingabe von %1</translation>
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
        <source>&amp;Overview</source>
        <translation>Ü&amp;bersicht</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>&amp;Läufe</translation>
    </message>
    <message>
        <source>&amp;Pipelines</source>
        <translation>&amp;Pipelines</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Examine the store…</source>
        <translation>Datenspeicher &amp;prüfen…</translation>
    </message>
    <message>
        <source>&amp;Saved views</source>
        <translation>&amp;Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Payload %1</source>
        <translation>Inhalt %1</translation>
    </message>
    <message>
        <source>&amp;Failures</source>
        <translation>Fehle&amp;r</translation>
    </message>
    <message>
        <source>Run&amp;books</source>
        <translation>R&amp;unbooks</translation>
    </message>
    <message>
        <source>&amp;Audit</source>
        <translation>Pr&amp;otokoll</translation>
    </message>
    <message>
        <source>&amp;Open an incident file…</source>
        <translation>Störungsdatei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Incident</source>
        <translation>&amp;Störung</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Training</translation>
    </message>
</context>
<context>
    <name>cairn::MembersList</name>
    <message>
        <source>Failures</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>cairn::MembersModel</name>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Step is</source>
        <translation>Schritt ist</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>cairn::NavigationRail</name>
    <message>
        <source>Rooms</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln wait(s) for a person</source>
        <translation>
            <numerusform>%1, %Ln braucht einen Eingriff</numerusform>
            <numerusform>%1, %Ln brauchen einen Eingriff</numerusform>
        </translation>
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
    <name>cairn::OpeningTroubleCard</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose another folder, or create a workspace there.</source>
        <translation>Wählen Sie einen anderen Ordner, oder legen Sie dort einen Arbeitsbereich an.</translation>
    </message>
    <message>
        <source>Mend the files in an editor, then open the workspace again.</source>
        <translation>Berichtigen Sie die Dateien in einem Editor, und öffnen Sie den Arbeitsbereich dann noch einmal.</translation>
    </message>
    <message>
        <source>Open it with the newer Cairn that wrote it. Nothing was changed.</source>
        <translation>Öffnen Sie ihn mit dem neueren Cairn, das ihn geschrieben hat. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>That cannot be opened</source>
        <translation>Das lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>%1 lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>%1: its definitions have mistakes, and nothing of it was ever applied.</source>
        <translation>%1: Die Definitionen enthalten Fehler, und nichts davon wurde je angewendet.</translation>
    </message>
</context>
<context>
    <name>cairn::OrderDialog</name>
    <message numerus="yes">
        <source>Skip %Ln failing step(s)?</source>
        <translation>
            <numerusform>%Ln gescheiterten Schritt überspringen?</numerusform>
            <numerusform>%Ln gescheiterte Schritte überspringen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %Ln failing step(s)?</source>
        <translation>
            <numerusform>%Ln gescheiterten Schritt wiederholen?</numerusform>
            <numerusform>%Ln gescheiterte Schritte wiederholen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Their runs go on without these steps. Later steps find nothing where their answers would be.</source>
        <translation>Ihre Läufe gehen ohne diese Schritte weiter. Spätere Schritte finden nichts, wo deren Antworten wären.</translation>
    </message>
    <message>
        <source>They are tried again with the same input and a fresh allowance of attempts. The incident is resolved only when they have passed.</source>
        <translation>Sie werden erneut versucht, mit derselben Eingabe und einem neuen Vorrat an Versuchen. Behoben ist die Störung erst, wenn sie bestanden haben.</translation>
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
        <source>&amp;All at once, as the services&apos; policies let them</source>
        <translation>&amp;Alle auf einmal, wie die Regeln der Dienste es zulassen</translation>
    </message>
    <message>
        <source>&amp;Canary: one first, then five, then the rest in waves; it stops by itself if they fail again</source>
        <translation>&amp;Canary: zuerst einer, dann fünf, dann der Rest in Wellen; hält von selbst an, wenn sie erneut scheitern</translation>
    </message>
</context>
<context>
    <name>cairn::OrderedList</name>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Nach oben (Alt+Hoch)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Nach unten (Alt+Runter)</translation>
    </message>
</context>
<context>
    <name>cairn::OverviewPanel</name>
    <message>
        <source>Needs a person</source>
        <translation>Eingriff nötig</translation>
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
        <source>Under way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>Heute beendet</translation>
    </message>
    <message>
        <source>Went well today</source>
        <translation>Heute gelungen</translation>
    </message>
    <message>
        <source>Answers, 95 % within</source>
        <translation>Antworten, 95 % binnen</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>Failures by category</source>
        <translation>Fehler nach Art</translation>
    </message>
    <message>
        <source>No step has failed and recovered yet.</source>
        <translation>Noch ist kein Schritt gescheitert und hat sich erholt.</translation>
    </message>
    <message>
        <source>Runs by what they came to</source>
        <translation>Läufe nach Ausgang</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Gescheiterte Versuche</translation>
    </message>
    <message>
        <source>Time to recovery, by week</source>
        <translation>Zeit bis zur Erholung, nach Woche</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>%1 not begun</source>
        <translation>%1 nicht begonnen</translation>
    </message>
    <message>
        <source>%1 for an answer</source>
        <translation>%1 auf Antwort</translation>
    </message>
    <message>
        <source>%1 paused</source>
        <translation>%1 angehalten</translation>
    </message>
    <message>
        <source>%1 degraded</source>
        <translation>%1 eingeschränkt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>of %1 ends</source>
        <translation>von %1 beendeten</translation>
    </message>
    <message>
        <source>None in this time.</source>
        <translation>In dieser Zeit keine.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln incident(s) in the inbox</source>
        <translation>
            <numerusform>%Ln Störung im Eingang</numerusform>
            <numerusform>%Ln Störungen im Eingang</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::PaletteModel</name>
    <message>
        <source>not available now</source>
        <translation>derzeit nicht verfügbar</translation>
    </message>
</context>
<context>
    <name>cairn::PatchDialog</name>
    <message>
        <source>Carefully: &amp;one first, then five, then the rest in waves, as long as they pass</source>
        <translation>Behutsam: &amp;zuerst einer, dann fünf, dann der Rest in Wellen, solange sie bestehen</translation>
    </message>
    <message>
        <source>Patch and resume</source>
        <translation>Patchen und fortsetzen</translation>
    </message>
    <message>
        <source>&amp;jq program, applied to the JSON that each step sends</source>
        <translation>&amp;jq-Programm, angewendet auf das JSON, das jeder Schritt sendet</translation>
    </message>
    <message numerus="yes">
        <source>Resume %Ln step(s)</source>
        <translation>
            <numerusform>%Ln Schritt fortsetzen</numerusform>
            <numerusform>%Ln Schritte fortsetzen</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message numerus="yes">
        <source>Change what step %1 sends, in %Ln failing run(s)</source>
        <translation>
            <numerusform>Ändern, was Schritt %1 sendet, in %Ln gescheiterten Lauf</numerusform>
            <numerusform>Ändern, was Schritt %1 sendet, in %Ln gescheiterten Läufen</numerusform>
        </translation>
    </message>
    <message>
        <source>For example: .date = &quot;2026-01-31&quot;. It is tried on up to five of them; nothing is sent.</source>
        <translation>Zum Beispiel: .date = &quot;2026-01-31&quot;. Es wird an bis zu fünf von ihnen ausprobiert; gesendet wird nichts.</translation>
    </message>
    <message>
        <source>Some of the failing steps</source>
        <translation>Einige der gescheiterten Schritte</translation>
    </message>
    <message>
        <source>What the program changes</source>
        <translation>Was das Programm ändert</translation>
    </message>
    <message>
        <source>Tried on %1 of %2: %3 would go on.</source>
        <translation>Ausprobiert an %1 von %2; weitergehen würden: %3.</translation>
    </message>
    <message>
        <source>The others are left alone; choose one to see why.</source>
        <translation>Die anderen bleiben unberührt; wählen Sie einen, um zu sehen, warum.</translation>
    </message>
    <message>
        <source>Left alone: %1</source>
        <translation>Bleibt unberührt: %1</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadBanner</name>
    <message>
        <source>Verified so far</source>
        <translation>Bisher geprüft</translation>
    </message>
    <message>
        <source>Being verified… What is shown has not been compared with its digest yet.</source>
        <translation>Wird geprüft… Was gezeigt wird, ist noch nicht mit seiner Prüfsumme verglichen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Not verified. What is shown may differ from what was stored.</source>
        <translation>Nicht geprüft. Was gezeigt wird, kann vom Gespeicherten abweichen.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Verified: these are the bytes that were stored.</source>
        <translation>Geprüft: Dies sind die Bytes, die gespeichert wurden.</translation>
    </message>
    <message>
        <source>DAMAGED: %1 What is left can be looked at, but not saved or opened.</source>
        <translation>BESCHÄDIGT: %1 Was übrig ist, lässt sich ansehen, aber nicht speichern oder öffnen.</translation>
    </message>
    <message>
        <source>Cannot be verified: %1</source>
        <translation>Lässt sich nicht prüfen: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadCompare</name>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>Voriger Unterschied</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <source>There is nothing to compare it with.</source>
        <translation>Es gibt nichts, womit sich vergleichen ließe.</translation>
    </message>
    <message>
        <source>Identical: both are the same %L1 bytes.</source>
        <translation>Identisch: Beide sind dieselben %L1 Bytes.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadFiles</name>
    <message>
        <source>Save the payload as</source>
        <translation>Inhalt speichern unter</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 wird gespeichert</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written</source>
        <translation>Abgebrochen: Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>Files ending in %1 are not opened: they may run programs</source>
        <translation>Dateien mit der Endung %1 werden nicht geöffnet: Sie könnten Programme ausführen</translation>
    </message>
    <message>
        <source>Look at it here, or save it</source>
        <translation>Sehen Sie sie hier an, oder speichern Sie sie</translation>
    </message>
    <message>
        <source>Copying for another program</source>
        <translation>Wird für ein anderes Programm kopiert</translation>
    </message>
    <message>
        <source>Opened a copy: what is changed there changes nothing here</source>
        <translation>Eine Kopie ist geöffnet: Änderungen dort ändern hier nichts</translation>
    </message>
    <message>
        <source>No program opens such files</source>
        <translation>Kein Programm öffnet solche Dateien</translation>
    </message>
    <message>
        <source>Save it, and open it from there</source>
        <translation>Speichern Sie sie, und öffnen Sie sie von dort</translation>
    </message>
    <message>
        <source>More than %1 are not copied</source>
        <translation>Mehr als %1 wird nicht kopiert</translation>
    </message>
    <message>
        <source>Save it instead</source>
        <translation>Stattdessen speichern</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>The payload is damaged</source>
        <translation>Der Inhalt ist beschädigt</translation>
    </message>
    <message>
        <source>Rerun from the input file</source>
        <translation>Von der Eingabedatei aus neu ausführen</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadImage</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Pictures of more than %1 are not shown</source>
        <translation>Bilder über %1 werden nicht gezeigt</translation>
    </message>
    <message>
        <source>Open it with its own program</source>
        <translation>Öffnen Sie es mit seinem eigenen Programm</translation>
    </message>
    <message>
        <source>%1, %L2 × %L3 pixels, shown at %L4 %</source>
        <translation>%1, %L2 × %L3 Pixel, gezeigt mit %L4 %</translation>
    </message>
    <message>
        <source>, with less detail than there is</source>
        <translation>, mit weniger Einzelheiten als vorhanden</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadOpener</name>
    <message>
        <source>Request of %1, attempt %2</source>
        <translation>Anfrage von %1, Versuch %2</translation>
    </message>
    <message>
        <source>Answer of %1, attempt %2</source>
        <translation>Antwort von %1, Versuch %2</translation>
    </message>
    <message>
        <source>Input of the run</source>
        <translation>Eingabe des Laufs</translation>
    </message>
    <message>
        <source>The original, before it was edited: input of %1</source>
        <translation>Das Original, vor der Bearbeitung: Eingabe von %1</translation>
    </message>
    <message>
        <source>The edited input of %1</source>
        <translation>Die bearbeitete Eingabe von %1</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadText</name>
    <message>
        <source>Form of the text</source>
        <translation>Form des Textes</translation>
    </message>
    <message>
        <source>Formatted</source>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>Wie gespeichert</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>of %L1</source>
        <translation>von %L1</translation>
    </message>
    <message>
        <source>No JSON from column %L1 on: %2</source>
        <translation>Ab Spalte %L1 kein JSON: %2</translation>
    </message>
    <message>
        <source>Long lines are broken to be shown</source>
        <translation>Lange Zeilen sind für die Anzeige umbrochen</translation>
    </message>
    <message>
        <source>White space is not as stored</source>
        <translation>Leerraum ist nicht wie gespeichert</translation>
    </message>
    <message>
        <source>From byte %L1</source>
        <translation>Ab Byte %L1</translation>
    </message>
    <message>
        <source>long lines are broken to be shown</source>
        <translation>lange Zeilen sind für die Anzeige umbrochen</translation>
    </message>
    <message>
        <source>Not on this page</source>
        <translation>Nicht auf dieser Seite</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadView</name>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a verified copy with the program for such files</source>
        <translation>Eine geprüfte Kopie mit dem Programm für solche Dateien öffnen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>There is no payload</source>
        <translation>Es gibt keinen Inhalt</translation>
    </message>
    <message>
        <source>This payload</source>
        <translation>Dieser Inhalt</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>Er lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>more than 16 MiB are not shown as a tree</source>
        <translation>mehr als 16 MiB werden nicht als Baum gezeigt</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>not shown as a tree: %1</source>
        <translation>nicht als Baum gezeigt: %1</translation>
    </message>
    <message>
        <source>not valid in line %L1, column %L2: %3</source>
        <translation>ungültig in Zeile %L1, Spalte %L2: %3</translation>
    </message>
    <message>
        <source>fits %1</source>
        <translation>passt zu %1</translation>
    </message>
</context>
<context>
    <name>cairn::PayloadWindow</name>
    <message>
        <source>Copy the digest (SHA-256)</source>
        <translation>Prüfsumme (SHA-256) kopieren</translation>
    </message>
    <message>
        <source>%1 – payload</source>
        <translation>%1 – Inhalt</translation>
    </message>
    <message>
        <source>SHA-256 %1…</source>
        <translation>SHA-256 %1…</translation>
    </message>
</context>
<context>
    <name>cairn::PipelineDelegate</name>
    <message numerus="yes">
        <source>%Ln version(s)</source>
        <translation>
            <numerusform>%Ln Version</numerusform>
            <numerusform>%Ln Versionen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, last run %2</source>
        <translation>%1, letzter Lauf %2</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>no runs yet</source>
        <translation>noch keine Läufe</translation>
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
    <name>cairn::PipelineHeading</name>
    <message>
        <source>&amp;Run a file…</source>
        <translation>Datei e&amp;inreichen…</translation>
    </message>
    <message>
        <source>Version shown</source>
        <translation>Gezeigte Version</translation>
    </message>
    <message>
        <source>Choose files and submit them to this pipeline; files can be dropped here, too</source>
        <translation>Dateien wählen und bei dieser Pipeline einreichen; man kann sie auch hier fallen lassen</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>No runs yet: drop a file here.</source>
        <translation>Noch keine Läufe: Lassen Sie hier eine Datei fallen.</translation>
    </message>
    <message>
        <source>version %1, the newest</source>
        <translation>Version %1, die neueste</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
</context>
<context>
    <name>cairn::PipelineList</name>
    <message>
        <source>Pipelines</source>
        <translation>Pipelines</translation>
    </message>
</context>
<context>
    <name>cairn::PipelinePage</name>
    <message>
        <source>Steps of the pipeline</source>
        <translation>Schritte der Pipeline</translation>
    </message>
    <message>
        <source>Source of the version</source>
        <translation>Quelltext der Version</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Versions (%L1)</source>
        <translation>Versionen (%L1)</translation>
    </message>
    <message>
        <source>Steps (%L1)</source>
        <translation>Schritte (%L1)</translation>
    </message>
</context>
<context>
    <name>cairn::PipelinesModel</name>
    <message>
        <source>%1, version %2</source>
        <translation>%1, Version %2</translation>
    </message>
    <message>
        <source>no runs yet</source>
        <translation>noch keine Läufe</translation>
    </message>
    <message>
        <source>Last run: %1, %2</source>
        <translation>Letzter Lauf: %1, %2</translation>
    </message>
</context>
<context>
    <name>cairn::PipelinesPanel</name>
    <message>
        <source>Looking for pipelines…</source>
        <translation>Pipelines werden gesucht…</translation>
    </message>
    <message>
        <source>Find a pipeline</source>
        <translation>Pipeline suchen</translation>
    </message>
    <message>
        <source>No pipeline is live yet</source>
        <translation>Noch keine Pipeline in Kraft</translation>
    </message>
    <message>
        <source>The workspace&apos;s files have some: apply them, above.</source>
        <translation>In den Dateien des Arbeitsbereichs gibt es welche: oben anwenden.</translation>
    </message>
    <message>
        <source>No pipelines yet</source>
        <translation>Noch keine Pipelines</translation>
    </message>
    <message>
        <source>Write one as &lt;code&gt;pipelines/NAME.yaml&lt;/code&gt; in the workspace; what is wrong with it is said here while you write.</source>
        <translation>Schreiben Sie eine als &lt;code&gt;pipelines/NAME.yaml&lt;/code&gt; im Arbeitsbereich; was daran nicht stimmt, steht hier, während Sie schreiben.</translation>
    </message>
</context>
<context>
    <name>cairn::PostMortemView</name>
    <message>
        <source>Draft of a post-mortem</source>
        <translation>Entwurf einer Nachbetrachtung</translation>
    </message>
    <message>
        <source>&amp;Save the draft as…</source>
        <translation>Entwurf &amp;speichern unter…</translation>
    </message>
    <message>
        <source>Post-mortem of incident %1</source>
        <translation>Nachbetrachtung zu Störung %1</translation>
    </message>
    <message>
        <source>Save the draft as</source>
        <translation>Entwurf speichern unter</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
</context>
<context>
    <name>cairn::ProblemsModel</name>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
</context>
<context>
    <name>cairn::ProgressDialog</name>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
</context>
<context>
    <name>cairn::ReasonDialog</name>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
</context>
<context>
    <name>cairn::RecentList</name>
    <message>
        <source>Recent workspaces</source>
        <translation>Zuletzt verwendete Arbeitsbereiche</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>Aus der &amp;Liste entfernen</translation>
    </message>
</context>
<context>
    <name>cairn::RecentModel</name>
    <message>
        <source>not there any more</source>
        <translation>nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>%1
Last opened %2</source>
        <translation>%1
Zuletzt geöffnet: %2</translation>
    </message>
</context>
<context>
    <name>cairn::RecoveryChart</name>
    <message>
        <source>Time to recovery by week</source>
        <translation>Zeit bis zur Erholung nach Wochen</translation>
    </message>
    <message>
        <source>90 % within</source>
        <translation>90 % binnen</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, of %Ln recoveries</source>
        <translation>
            <numerusform>%1: %2, aus %Ln Erholung</numerusform>
            <numerusform>%1: %2, aus %Ln Erholungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RemarkList</name>
    <message>
        <source>What the schema has against it</source>
        <translation>Was das Schema beanstandet</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Does not fit %1: %2</source>
        <translation>Passt nicht zu %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln Stelle</numerusform>
            <numerusform>%Ln Stellen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RerunDialog</name>
    <message>
        <source>On its &amp;own version, %1</source>
        <translation>Mit seiner &amp;eigenen Version, %1</translation>
    </message>
    <message>
        <source>On the &amp;newest version</source>
        <translation>Mit der &amp;neuesten Version</translation>
    </message>
    <message>
        <source>Rerun</source>
        <translation>Neu ausführen</translation>
    </message>
    <message>
        <source>A new run of the same input, from the start: every service is called again.</source>
        <translation>Ein neuer Lauf mit derselben Eingabe, von Anfang an: Jeder Dienst wird erneut aufgerufen.</translation>
    </message>
    <message>
        <source>A new run of the same input that takes over what is done by steps that do not need %1, and begins there.</source>
        <translation>Ein neuer Lauf mit derselben Eingabe, der übernimmt, was von Schritten erledigt ist, die %1 nicht brauchen, und dort beginnt.</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Run %1 again?</source>
        <translation>%1 neu ausführen?</translation>
    </message>
    <message>
        <source>Run %1 again from step %2?</source>
        <translation>%1 ab Schritt %2 neu ausführen?</translation>
    </message>
    <message>
        <source>On the &amp;newest version, %1</source>
        <translation>Mit der &amp;neuesten Version, %1</translation>
    </message>
    <message>
        <source>On the &amp;newest version (the run is on it already)</source>
        <translation>Mit der &amp;neuesten Version (der Lauf hat sie schon)</translation>
    </message>
    <message>
        <source>It cannot begin there on version %1: %2.</source>
        <translation>Mit Version %1 kann er dort nicht beginnen: %2.</translation>
    </message>
    <message numerus="yes">
        <source>On version %1, %Ln step(s) would send another request. “Compare versions” shows them.</source>
        <translation>
            <numerusform>Mit Version %1 würde %Ln Schritt eine andere Anfrage senden. „Versionen vergleichen“ zeigt ihn.</numerusform>
            <numerusform>Mit Version %1 würden %Ln Schritte eine andere Anfrage senden. „Versionen vergleichen“ zeigt sie.</numerusform>
        </translation>
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
    <message>
        <source>%1 of the %2 selected are left out, because their state does not allow it: %3.</source>
        <translation>%1 der %2 ausgewählten bleiben außen vor, weil ihr Zustand es nicht zulässt: %3.</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Ko&amp;pieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) copied as JSON.</source>
        <translation>
            <numerusform>%Ln Lauf als JSON kopiert.</numerusform>
            <numerusform>%Ln Läufe als JSON kopiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RunDetailPanel</name>
    <message>
        <source>Run detail</source>
        <translation>Einzelheiten des Laufs</translation>
    </message>
</context>
<context>
    <name>cairn::RunEventsModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
</context>
<context>
    <name>cairn::RunExporter</name>
    <message>
        <source>Stopped: nothing is written</source>
        <translation>Gestoppt: Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>%1 is as it was.</source>
        <translation>%1 ist unverändert.</translation>
    </message>
    <message>
        <source>The export failed: nothing is written</source>
        <translation>Der Export ist gescheitert: Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>%1 runs are written</source>
        <translation>%1 Läufe sind geschrieben</translation>
    </message>
    <message>
        <source>%1
Texts that begin with = + - or @ have an apostrophe before them, so that no spreadsheet takes them for formulas. Times are in UTC.</source>
        <translation>%1
Texte, die mit = + - oder @ beginnen, haben einen Apostroph davor, damit keine Tabellenkalkulation sie für Formeln hält. Zeiten sind in UTC.</translation>
    </message>
    <message>
        <source>Export runs as CSV</source>
        <translation>Läufe als CSV exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Writing the runs that match</source>
        <translation>Passende Läufe werden geschrieben</translation>
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
    <name>cairn::RunbookOpener</name>
    <message>
        <source>%1, request of attempt %2</source>
        <translation>%1, Anfrage von Versuch %2</translation>
    </message>
</context>
<context>
    <name>cairn::RunbookPage</name>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
</context>
<context>
    <name>cairn::RunbookPane</name>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Looking for the runbook…</source>
        <translation>Runbook wird gesucht…</translation>
    </message>
    <message>
        <source>No incident chosen</source>
        <translation>Keine Störung gewählt</translation>
    </message>
    <message>
        <source>Here stands what to do about it.</source>
        <translation>Hier steht, was dagegen zu tun ist.</translation>
    </message>
    <message>
        <source>No runbook</source>
        <translation>Kein Runbook</translation>
    </message>
    <message>
        <source>Severity %1. Followed by %2 since %3</source>
        <translation>Schweregrad: %1. Befolgt von %2 seit %3</translation>
    </message>
    <message>
        <source>Severity %1. Whatever you tick or do here is recorded</source>
        <translation>Schweregrad: %1. Was immer Sie hier abhaken oder tun, wird aufgezeichnet</translation>
    </message>
    <message>
        <source>Its file was changed since; this is the text as it was then</source>
        <translation>Seine Datei wurde seither geändert; dies ist der damalige Text</translation>
    </message>
</context>
<context>
    <name>cairn::RunbookText</name>
    <message>
        <source>[picture, not shown]</source>
        <translation>[Bild, nicht gezeigt]</translation>
    </message>
    <message>
        <source>[picture, not shown: %1]</source>
        <translation>[Bild, nicht gezeigt: %1]</translation>
    </message>
</context>
<context>
    <name>cairn::RunbooksModel</name>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
</context>
<context>
    <name>cairn::RunbooksPanel</name>
    <message>
        <source>Looking for runbooks…</source>
        <translation>Runbooks werden gesucht…</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>Runbooks</translation>
    </message>
    <message>
        <source>Find a runbook</source>
        <translation>Runbook suchen</translation>
    </message>
    <message>
        <source>Problems in the runbooks&apos; files</source>
        <translation>Probleme in den Dateien der Runbooks</translation>
    </message>
    <message>
        <source>No runbook chosen</source>
        <translation>Kein Runbook gewählt</translation>
    </message>
    <message>
        <source>Choose one to read it. Write your own as &lt;code&gt;runbooks/NAME.md&lt;/code&gt;; the guide says how.</source>
        <translation>Wählen Sie eines, um es zu lesen. Schreiben Sie eigene als &lt;code&gt;runbooks/NAME.md&lt;/code&gt;; wie, steht im Handbuch.</translation>
    </message>
    <message>
        <source>%1 · severity %2 · for %3
%4</source>
        <translation>%1 · Schweregrad: %2 · für %3
%4</translation>
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
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
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
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
</context>
<context>
    <name>cairn::RunsNote</name>
    <message>
        <source>Newer runs</source>
        <translation>Neuere Läufe</translation>
    </message>
    <message>
        <source>Back to the newest runs</source>
        <translation>Zurück zu den neuesten Läufen</translation>
    </message>
    <message>
        <source>Commands are then asked for all that match, loaded or not</source>
        <translation>Befehle gelten dann für alle passenden, geladen oder nicht</translation>
    </message>
    <message>
        <source>Searched back to %1…</source>
        <translation>Zurück bis %1 durchsucht…</translation>
    </message>
    <message>
        <source>All %1 that match are selected</source>
        <translation>Alle %1 passenden sind ausgewählt</translation>
    </message>
    <message>
        <source>The %1 loaded so far are selected</source>
        <translation>Die %1 bisher geladenen sind ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) match</source>
        <translation>
            <numerusform>%Ln Lauf passt</numerusform>
            <numerusform>%Ln Läufe passen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln Lauf</numerusform>
            <numerusform>%Ln Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the %1 loaded</source>
        <translation>Nur die %1 geladenen</translation>
    </message>
    <message>
        <source>Select all %1 that match</source>
        <translation>Alle %1 passenden auswählen</translation>
    </message>
</context>
<context>
    <name>cairn::RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
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
    <message>
        <source>&amp;Export what matches as CSV…</source>
        <translation>Passende Läufe als CSV &amp;exportieren…</translation>
    </message>
    <message>
        <source>Columns and export</source>
        <translation>Spalten und Export</translation>
    </message>
</context>
<context>
    <name>cairn::SaveViewDialog</name>
    <message>
        <source>There is a view of that name: it is replaced.</source>
        <translation>Es gibt schon eine Ansicht dieses Namens: Sie wird ersetzt.</translation>
    </message>
    <message>
        <source>With the &amp;columns as they are</source>
        <translation>Mit den &amp;Spalten, wie sie sind</translation>
    </message>
    <message>
        <source>Save as a view</source>
        <translation>Als Ansicht speichern</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Nicht speichern</translation>
    </message>
</context>
<context>
    <name>cairn::ServiceDialog</name>
    <message>
        <source>Service %1</source>
        <translation>Dienst %1</translation>
    </message>
    <message>
        <source>Service %1, revision %2, as it is live</source>
        <translation>Dienst %1, Revision %2, wie er in Kraft ist</translation>
    </message>
    <message>
        <source>Definition of the service</source>
        <translation>Definition des Dienstes</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cairn::ServicesModel</name>
    <message>
        <source>Not asked</source>
        <translation>Ohne Anfragen</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Tried out</source>
        <translation>Wird erprobt</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Ausgesetzt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Breaker</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>95 % within</source>
        <translation>95 % binnen</translation>
    </message>
    <message>
        <source>Attempts over time</source>
        <translation>Versuche im Zeitverlauf</translation>
    </message>
</context>
<context>
    <name>cairn::StatTile</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
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
    <message>
        <source>Behind by %1</source>
        <translation>Rückstand: %1</translation>
    </message>
    <message>
        <source>So long the run that waits longest could have been carried on by a runner with room for it.</source>
        <translation>So lange könnte der am längsten wartende Lauf schon weitergegangen sein, hätte ein Runner Platz für ihn gehabt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln incident(s)</source>
        <translation>
            <numerusform>%Ln Störung</numerusform>
            <numerusform>%Ln Störungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 not resolved: show the inbox</source>
        <translation>%1 nicht behoben: Eingang zeigen</translation>
    </message>
</context>
<context>
    <name>cairn::StepActions</name>
    <message>
        <source>&amp;Edit and resume…</source>
        <translation>&amp;Bearbeiten und fortsetzen…</translation>
    </message>
    <message>
        <source>&amp;Retry this step…</source>
        <translation>Diesen Schritt &amp;wiederholen…</translation>
    </message>
    <message>
        <source>&amp;Skip this step…</source>
        <translation>Diesen Schritt &amp;überspringen…</translation>
    </message>
    <message>
        <source>This step &amp;happened</source>
        <translation>Dieser Schritt ist &amp;geschehen</translation>
    </message>
    <message>
        <source>This step did &amp;not happen</source>
        <translation>Dieser Schritt ist &amp;nicht geschehen</translation>
    </message>
    <message>
        <source>&amp;Compare versions and go on with the newest…</source>
        <translation>&amp;Versionen vergleichen und mit der neuesten fortsetzen…</translation>
    </message>
    <message>
        <source>Rerun from &amp;here…</source>
        <translation>Ab &amp;hier neu ausführen…</translation>
    </message>
    <message>
        <source>Rerun from the &amp;start…</source>
        <translation>Von &amp;Anfang an neu ausführen…</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>&amp;Try this step now…</source>
        <translation>Diesen Schritt &amp;jetzt versuchen…</translation>
    </message>
    <message>
        <source>It is recorded; the runner carries it out.</source>
        <translation>Es ist aufgezeichnet; der Runner führt es aus.</translation>
    </message>
    <message>
        <source>Run %1 is started.</source>
        <translation>Lauf %1 ist gestartet.</translation>
    </message>
</context>
<context>
    <name>cairn::StepGraph</name>
    <message>
        <source>Steps as a graph</source>
        <translation>Schritte als Graph</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Fit all of it in</source>
        <translation>Alles einpassen</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
</context>
<context>
    <name>cairn::StepNode</name>
    <message>
        <source>to %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s)</source>
        <translation>
            <numerusform>%Ln Versuch</numerusform>
            <numerusform>%Ln Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 of %L2 items passed</source>
        <translation>%L1 von %L2 Elementen bestanden</translation>
    </message>
    <message>
        <source>%L1 failed</source>
        <translation>%L1 gescheitert</translation>
    </message>
</context>
<context>
    <name>cairn::StepRow</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
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
    <name>cairn::StepsPane</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Show what the run was given</source>
        <translation>Zeigen, was der Lauf bekommen hat</translation>
    </message>
    <message>
        <source>Show what came of the run</source>
        <translation>Zeigen, was der Lauf ergeben hat</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Show its attempts</source>
        <translation>Seine Versuche zeigen</translation>
    </message>
    <message>
        <source>Output of %1</source>
        <translation>Ausgabe von %1</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>What can be done with the chosen step</source>
        <translation>Was mit dem gewählten Schritt getan werden kann</translation>
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
    <message>
        <source>Submit files to %1</source>
        <translation>Dateien bei %1 einreichen</translation>
    </message>
</context>
<context>
    <name>cairn::ThroughputChart</name>
    <message>
        <source>Runs by outcome over time</source>
        <translation>Läufe nach Ausgang im Zeitverlauf</translation>
    </message>
    <message>
        <source>%1: %2
%3 to %4</source>
        <translation>%1: %2
%3 bis %4</translation>
    </message>
</context>
<context>
    <name>cairn::TimeDisplay</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
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
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a time to come</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
</context>
<context>
    <name>cairn::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
</context>
<context>
    <name>cairn::TrainingPanel</name>
    <message>
        <source>Exercises</source>
        <translation>Übungen</translation>
    </message>
    <message>
        <source>%L1. %2</source>
        <translation>%L1. %2</translation>
    </message>
    <message>
        <source>All tries</source>
        <translation>Alle Versuche</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Tries of the exercises</source>
        <translation>Versuche bei den Übungen</translation>
    </message>
    <message>
        <source>Every try, the newest first. It is kept in this workspace; when each thing was done stands in the tooltips.</source>
        <translation>Alle Versuche, die neuesten zuerst. Sie bleiben in diesem Arbeitsbereich aufbewahrt; wann was getan wurde, steht in den Tooltips.</translation>
    </message>
</context>
<context>
    <name>cairn::TrainingProgressModel</name>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 von %L2</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Exercise</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>Fehlgriffe</translation>
    </message>
</context>
<context>
    <name>cairn::TrayIcon</name>
    <message>
        <source>&amp;Open the console</source>
        <translation>Konsole ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Incidents</source>
        <translation>&amp;Störungen</translation>
    </message>
    <message numerus="yes">
        <source>%n escalated</source>
        <translation>
            <numerusform>%n eskaliert</numerusform>
            <numerusform>%n eskaliert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n acknowledged</source>
        <translation>
            <numerusform>%n übernommen</numerusform>
            <numerusform>%n übernommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verifying</source>
        <translation>
            <numerusform>%n wird geprüft</numerusform>
            <numerusform>%n werden geprüft</numerusform>
        </translation>
    </message>
    <message>
        <source>no incidents</source>
        <translation>keine Störungen</translation>
    </message>
</context>
<context>
    <name>cairn::TroubleList</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln Lauf</numerusform>
            <numerusform>%Ln Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation>Wo jemand eingreifen muss</translation>
    </message>
    <message>
        <source>Nothing needs a person.</source>
        <translation>Niemand muss eingreifen.</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln run(s) more, for other reasons</source>
        <translation>
            <numerusform>und %Ln weiterer Lauf aus anderen Gründen</numerusform>
            <numerusform>und %Ln weitere Läufe aus anderen Gründen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::VersionsDialog</name>
    <message>
        <source>not in this version</source>
        <translation>nicht in dieser Version</translation>
    </message>
    <message>
        <source>is done, and is taken over</source>
        <translation>ist erledigt und wird übernommen</translation>
    </message>
    <message>
        <source>passes with the recorded answer</source>
        <translation>besteht mit der aufgezeichneten Antwort</translation>
    </message>
    <message>
        <source>fails (%1): %2</source>
        <translation>scheitert (%1): %2</translation>
    </message>
    <message>
        <source>fails: %1</source>
        <translation>scheitert: %1</translation>
    </message>
    <message>
        <source>is skipped: %1</source>
        <translation>wird übersprungen: %1</translation>
    </message>
    <message>
        <source>is open: %1</source>
        <translation>ist offen: %1</translation>
    </message>
    <message>
        <source>is not reached</source>
        <translation>wird nicht erreicht</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>entfallen</translation>
    </message>
    <message>
        <source>sends another request</source>
        <translation>sendet eine andere Anfrage</translation>
    </message>
    <message>
        <source>decides otherwise</source>
        <translation>entscheidet anders</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>Versionen vergleichen</translation>
    </message>
    <message>
        <source>Resume on the newest version</source>
        <translation>Mit der neuesten Version fortsetzen</translation>
    </message>
    <message>
        <source>Rerun on it from the start</source>
        <translation>Mit ihr von Anfang an neu ausführen</translation>
    </message>
    <message>
        <source>Rerun on it from %1</source>
        <translation>Mit ihr ab %1 neu ausführen</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>What the newest version would do with %1</source>
        <translation>Was die neueste Version mit %1 täte</translation>
    </message>
    <message>
        <source>Playing both versions over the recorded answers…</source>
        <translation>Beide Versionen werden mit den aufgezeichneten Antworten durchgespielt…</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>What the step sends, by both versions</source>
        <translation>Was der Schritt sendet, nach beiden Versionen</translation>
    </message>
    <message>
        <source>Version %1 (of the run) and version %2 (the newest), %3. Nothing was sent.</source>
        <translation>Version %1 (die des Laufs) und Version %2 (die neueste), %3. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>from the start</source>
        <translation>von Anfang an</translation>
    </message>
    <message>
        <source>from step %1</source>
        <translation>ab Schritt %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln step(s) differ.</source>
        <translation>
            <numerusform>%Ln Schritt weicht ab.</numerusform>
            <numerusform>%Ln Schritte weichen ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>No step differs.</source>
        <translation>Kein Schritt weicht ab.</translation>
    </message>
    <message>
        <source>It cannot go on with the newest version: %1.</source>
        <translation>Mit der neuesten Version kann der Lauf nicht weitergehen: %1.</translation>
    </message>
    <message>
        <source>No rerun on it can begin there: %1.</source>
        <translation>Ein neuer Lauf mit ihr kann dort nicht beginnen: %1.</translation>
    </message>
    <message>
        <source>In both versions it %1.</source>
        <translation>In beiden Versionen: %1.</translation>
    </message>
    <message>
        <source>Version %1: %2.
Version %3: %4.</source>
        <translation>Version %1: %2.
Version %3: %4.</translation>
    </message>
</context>
<context>
    <name>cairn::VersionsModel</name>
    <message>
        <source>List them</source>
        <translation>Auflisten</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>cairn::VersionsView</name>
    <message>
        <source>Versions and their runs</source>
        <translation>Versionen und ihre Läufe</translation>
    </message>
</context>
<context>
    <name>cairn::ViewsButton</name>
    <message>
        <source>&amp;Save this filter as a view…</source>
        <translation>Diesen Filter als Ansicht &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Manage views…</source>
        <translation>Ansichten &amp;verwalten…</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Saved views: filters to come back to</source>
        <translation>Gespeicherte Ansichten: Filter zum Wiederverwenden</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
</context>
<context>
    <name>cairn::ViewsDialog</name>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Keep these</source>
        <translation>Diese behalten</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Add the built-in ones</source>
        <translation>Mitgelieferte hinzufügen</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>Umbenennen (F2)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
</context>
<context>
    <name>cairn::WelcomePage</name>
    <message>
        <source>Welcome – Cairn</source>
        <translation>Willkommen – Cairn</translation>
    </message>
    <message>
        <source>Choose a workspace to see its runs, or make a new one.</source>
        <translation>Wählen Sie einen Arbeitsbereich, um seine Läufe zu sehen, oder legen Sie einen neuen an.</translation>
    </message>
    <message>
        <source>Cairn</source>
        <translation>Cairn</translation>
    </message>
    <message>
        <source>No workspace was opened here yet.
New to Cairn? Try the demo: it needs nothing.</source>
        <translation>Hier wurde noch kein Arbeitsbereich geöffnet.
Neu bei Cairn? Probieren Sie die Demo aus: Sie setzt nichts voraus.</translation>
    </message>
    <message>
        <source>Recent workspaces</source>
        <translation>Zuletzt verwendete Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Open or create</source>
        <translation>Öffnen oder anlegen</translation>
    </message>
    <message>
        <source>&amp;Open folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>A folder with a cairn.yaml.</source>
        <translation>Ein Ordner mit einer cairn.yaml.</translation>
    </message>
    <message>
        <source>&amp;Create a new one…</source>
        <translation>&amp;Neuen anlegen…</translation>
    </message>
    <message>
        <source>Empty, or begun with a complete example.</source>
        <translation>Leer oder mit einem vollständigen Beispiel begonnen.</translation>
    </message>
    <message>
        <source>&amp;Try the demo…</source>
        <translation>&amp;Demo ausprobieren…</translation>
    </message>
    <message>
        <source>An example with four small services on this machine. They are reached from here alone, and end with the console.</source>
        <translation>Ein Beispiel mit vier kleinen Diensten auf diesem Rechner. Sie sind nur von hier aus erreichbar und enden mit der Konsole.</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
</context>
<context>
    <name>cairn::WorkspaceBox</name>
    <message>
        <source>&amp;Apply…</source>
        <translation>An&amp;wenden…</translation>
    </message>
    <message>
        <source>Reading the workspace&apos;s files…</source>
        <translation>Dateien des Arbeitsbereichs werden gelesen…</translation>
    </message>
    <message>
        <source>Problems in the workspace&apos;s files</source>
        <translation>Probleme in den Dateien des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Make what the files say live</source>
        <translation>Den Stand der Dateien in Kraft setzen</translation>
    </message>
    <message>
        <source>The workspace&apos;s files could not be read</source>
        <translation>Die Dateien des Arbeitsbereichs konnten nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>cairn::WorkspaceWindow</name>
    <message>
        <source>&amp;Display</source>
        <translation>Da&amp;rstellung</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Runner: this console</source>
        <translation>Runner: diese Konsole</translation>
    </message>
    <message>
        <source>Runner: %1</source>
        <translation>Runner: %1</translation>
    </message>
</context>
<context>
    <name>console</name>
    <message>
        <source>The operations console on a Cairn workspace.</source>
        <translation>Die Betriebskonsole für einen Cairn-Arbeitsbereich.</translation>
    </message>
    <message>
        <source>folder with cairn.yaml; default: the nearest one upward</source>
        <translation>Ordner mit cairn.yaml; Vorgabe: der nächste aufwärts</translation>
    </message>
    <message>
        <source>a place in it, such as cairn://run/ID; without a workspace: in the link&apos;s own, or in the one that was used last</source>
        <translation>eine Stelle darin, etwa cairn://run/ID; ohne Arbeitsbereich: in dem des Links oder im zuletzt verwendeten</translation>
    </message>
    <message>
        <source>only one link can be opened</source>
        <translation>nur ein Link kann geöffnet werden</translation>
    </message>
    <message>
        <source>Name one of them</source>
        <translation>Nennen Sie nur einen davon</translation>
    </message>
    <message>
        <source>only one workspace can be opened</source>
        <translation>nur ein Arbeitsbereich kann geöffnet werden</translation>
    </message>
    <message>
        <source>Name one folder; further ones in consoles of their own</source>
        <translation>Nennen Sie einen Ordner; weitere in eigenen Konsolen</translation>
    </message>
    <message>
        <source>the link is about another workspace, %1</source>
        <translation>der Link betrifft einen anderen Arbeitsbereich, %1</translation>
    </message>
    <message>
        <source>Leave out the folder or the link</source>
        <translation>Lassen Sie den Ordner oder den Link weg</translation>
    </message>
</context>
</TS>
