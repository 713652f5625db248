<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Advice</name>
    <message numerus="yes">
        <source>on %Ln day(s)</source>
        <translation>
            <numerusform>an %Ln Tag</numerusform>
            <numerusform>an %Ln Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 such repeats failed again, %3.</source>
        <translation>%1 von %2 solchen Wiederholungen scheiterten erneut, %3.</translation>
    </message>
    <message>
        <source>%1 of %2 retries could not be paid for when their time had come, %3; the budget holds %4 tokens.</source>
        <translation>%1 von %2 Wiederholungen waren nicht gedeckt, als sie an der Reihe waren, %3; das Budget fasst %4 Token.</translation>
    </message>
    <message>
        <source>%1 of %2 retries began within a tenth of a second of three others, %3; the backoff has no jitter.</source>
        <translation>%1 von %2 Wiederholungen begannen innerhalb einer Zehntelsekunde mit drei anderen, %3; die Wartezeiten haben keinen Jitter.</translation>
    </message>
    <message>
        <source>%1 of %2 times it asked for more than %3, %4: nine times in ten for up to %5, at most for %6. Such steps block.</source>
        <translation>In %1 von %2 Fällen bat er um mehr als %3, %4: neun von zehn Mal um bis zu %5, höchstens um %6. Solche Schritte blockieren.</translation>
    </message>
    <message>
        <source>%1 of %2 attempts were ended after %3, %4; of the good answers one in a hundred takes %5 and longer.</source>
        <translation>%1 von %2 Versuchen wurden nach %3 beendet, %4; von den guten Antworten dauert eine von hundert %5 und länger.</translation>
    </message>
    <message>
        <source>%1 attempts were waited for the full %2, %3; of a thousand good answers 999 come within %4. In all it was waited %5 too long.</source>
        <translation>Bei %1 Versuchen wurde die volle Zeit von %2 gewartet, %3; von tausend guten Antworten kommen 999 binnen %4. Insgesamt wurde %5 zu lange gewartet.</translation>
    </message>
    <message>
        <source>With up to %1 in flight an answer takes %2; with more it takes %3, and no more are answered. So it was with %4 of %5 answers, %6.</source>
        <translation>Bei bis zu %1 Anfragen unterwegs dauert eine Antwort %2; bei mehr dauert sie %3, ohne dass mehr beantwortet werden. So war es bei %4 von %5 Antworten, %6.</translation>
    </message>
    <message>
        <source>In %1 of %2 busy stretches of %3 the rate of %4 was used up. Answers took %5 then, hardly longer than else, and the service never said “slow down”.</source>
        <translation>In %1 von %2 belebten Zeiträumen von je %3 war die Rate von %4 ausgeschöpft. Antworten dauerten dann %5, kaum länger als sonst, und der Dienst sagte nie „langsamer“.</translation>
    </message>
    <message>
        <source>%1 of %2 attempts were answered with “slow down”, %3; while it said so, it took about %4 a minute.</source>
        <translation>%1 von %2 Versuchen wurden mit „langsamer“ beantwortet, %3; währenddessen nahm der Dienst etwa %4 je Minute an.</translation>
    </message>
    <message>
        <source>%1 of %2 attempts were answered with “slow down”, %3; while it said so, it took about %4 a second.</source>
        <translation>%1 von %2 Versuchen wurden mit „langsamer“ beantwortet, %3; währenddessen nahm der Dienst etwa %4 je Sekunde an.</translation>
    </message>
    <message>
        <source>Retries after failures of the kind “%1” never help</source>
        <translation>Wiederholungen nach Fehlern der Art „%1“ helfen nie</translation>
    </message>
    <message>
        <source>Beyond attempt %1, retries after failures of the kind “%2” never help</source>
        <translation>Über Versuch %1 hinaus helfen Wiederholungen nach Fehlern der Art „%2“ nie</translation>
    </message>
    <message>
        <source>Retries wait for the retry budget</source>
        <translation>Wiederholungen warten auf ihr Budget</translation>
    </message>
    <message>
        <source>The attempt timeout cuts off answers that are only slow</source>
        <translation>Die Frist für einen Versuch schneidet Antworten ab, die nur langsam sind</translation>
    </message>
    <message>
        <source>Attempts that hang are waited for far too long</source>
        <translation>Auf hängende Versuche wird viel zu lange gewartet</translation>
    </message>
    <message>
        <source>The breaker closes too early</source>
        <translation>Der Schutzschalter schließt zu früh</translation>
    </message>
    <message>
        <source>The service asks for longer silence than is allowed</source>
        <translation>Der Dienst bittet um längere Pausen als zugelassen</translation>
    </message>
    <message>
        <source>More requests at once than the service bears</source>
        <translation>Mehr Anfragen auf einmal, als der Dienst verträgt</translation>
    </message>
    <message>
        <source>The service is asked too often</source>
        <translation>Der Dienst wird zu oft angefragt</translation>
    </message>
    <message>
        <source>The rate holds back what the service would take</source>
        <translation>Die Rate hält zurück, was der Dienst annehmen würde</translation>
    </message>
    <message>
        <source>Retries come back all at once</source>
        <translation>Wiederholungen kommen alle auf einmal</translation>
    </message>
    <message>
        <source>Step %1 of %2 asks too often whether its job is done</source>
        <translation>Schritt %1 von %2 fragt zu oft, ob sein Auftrag erledigt ist</translation>
    </message>
    <message>
        <source>%1 of %2 openings came soon after it had closed, %3; it stays open for %4.</source>
        <translation>%1 von %2 Öffnungen folgten kurz auf ein Schließen, %3; er bleibt %4 lang offen.</translation>
    </message>
    <message>
        <source>Half of its %1 jobs took %2 and longer; asked every %3, that is %4 questions for one answer.</source>
        <translation>Die Hälfte seiner %1 Aufträge dauerte %2 und länger; bei einer Frage alle %3 sind das %4 Fragen für eine Antwort.</translation>
    </message>
    <message>
        <source>Weak evidence</source>
        <translation>Schwache Belege</translation>
    </message>
    <message>
        <source>Fair evidence</source>
        <translation>Brauchbare Belege</translation>
    </message>
    <message>
        <source>Strong evidence</source>
        <translation>Starke Belege</translation>
    </message>
    <message>
        <source>In the pipeline&apos;s file, ask every %1 (await: poll: every).</source>
        <translation>In der Datei der Pipeline alle %1 fragen lassen (await: poll: every).</translation>
    </message>
    <message>
        <source>%1 of %2 attempts were ended when nothing had moved for %3, %4; of the good answers one in a hundred begins after %5 and later.</source>
        <translation>%1 von %2 Versuchen wurden beendet, als sich %3 lang nichts bewegt hatte, %4; von den guten Antworten beginnt eine von hundert nach %5 oder später.</translation>
    </message>
    <message>
        <source>The idle timeout cuts off answers that only begin late</source>
        <translation>Das Leerlauf-Zeitlimit bricht Antworten ab, die nur spät beginnen</translation>
    </message>
</context>
<context>
    <name>BreakerWording</name>
    <message>
        <source>It opened because %1 of %2 calls failed.</source>
        <translation>Er hat geöffnet, weil %1 von %2 Aufrufen gescheitert sind.</translation>
    </message>
    <message>
        <source>It opened because %1 of %2 calls were slow.</source>
        <translation>Er hat geöffnet, weil %1 von %2 Aufrufen langsam waren.</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Half open</source>
        <translation>Halb offen</translation>
    </message>
    <message>
        <source>Released in waves</source>
        <translation>In Wellen freigegeben</translation>
    </message>
    <message>
        <source>Forced open</source>
        <translation>Zwangsweise offen</translation>
    </message>
    <message>
        <source>Forced closed</source>
        <translation>Zwangsweise geschlossen</translation>
    </message>
    <message>
        <source>What waits is let through by one, five, ten, then twice as many each time all have come back. When half of a wave fails it opens again.</source>
        <translation>Was wartet, wird nach und nach durchgelassen: einer, fünf, zehn, dann jeweils doppelt so viele, sobald alle zurück sind. Scheitert die Hälfte einer Welle, öffnet er wieder.</translation>
    </message>
    <message>
        <source>Nothing is sent until the order ends; then it tries the service with a few calls.</source>
        <translation>Bis zum Ende der Anordnung wird nichts gesendet; dann wird der Dienst mit einigen Aufrufen versucht.</translation>
    </message>
    <message>
        <source>Everything is sent, whatever comes back, until the order ends.</source>
        <translation>Bis zum Ende der Anordnung wird alles gesendet, was auch immer zurückkommt.</translation>
    </message>
    <message>
        <source>Calls are sent as the policy allows.</source>
        <translation>Aufrufe werden gesendet, wie die Regeln es zulassen.</translation>
    </message>
    <message>
        <source>Runs that need the service are held; they use up no attempt.</source>
        <translation>Läufe, die den Dienst brauchen, werden zurückgehalten; sie verbrauchen dabei keinen Versuch.</translation>
    </message>
    <message>
        <source>A few calls find out whether the service is back; all others wait.</source>
        <translation>Einige Aufrufe finden heraus, ob der Dienst wieder da ist; alle anderen warten.</translation>
    </message>
    <message>
        <source>%1 of %2 calls failed in the last %3 (%4). It opens when %5 of at least %6 calls fail.</source>
        <translation>Gescheitert in den letzten %3: %1 von %2 Aufrufen (%4). Er öffnet, wenn %5 von mindestens %6 Aufrufen scheitern.</translation>
    </message>
    <message>
        <source>%1 took longer than %2.</source>
        <translation>Länger als %2 dauerten %1.</translation>
    </message>
    <message>
        <source>Until %1, %2</source>
        <translation>Bis %1, %2</translation>
    </message>
    <message>
        <source>The first goes as soon as there is one</source>
        <translation>Der erste geht, sobald einer da ist</translation>
    </message>
    <message>
        <source>%1 of a wave of %2 have passed, %3 failed, %4 are under way</source>
        <translation>Aus einer Welle von %2: %1 bestanden, %3 gescheitert, %4 unterwegs</translation>
    </message>
    <message>
        <source>%1 of %2 probes have come back, %3 failed, %4 are under way</source>
        <translation>%1 von %2 Probeanfragen zurück, %3 gescheitert, %4 unterwegs</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>let through in waves for another %1: %2</source>
        <translation>wird noch %1 in Wellen durchgelassen: %2</translation>
    </message>
    <message>
        <source>forced open for another %1: %2</source>
        <translation>noch %1 von Hand geöffnet: %2</translation>
    </message>
    <message>
        <source>forced closed for another %1: %2</source>
        <translation>noch %1 von Hand geschlossen: %2</translation>
    </message>
    <message>
        <source>open for another %1</source>
        <translation>noch %1 offen</translation>
    </message>
    <message>
        <source>%1, %2 of %3 calls failed in %4</source>
        <translation>%1, %2 von %3 Aufrufen sind in %4 gescheitert</translation>
    </message>
    <message numerus="yes">
        <source>It has opened %Ln time(s) in a row, each twice as long as the one before, at most %1.</source>
        <translation>
            <numerusform>Er hat sich einmal geöffnet, höchstens für %1.</numerusform>
            <numerusform>Er hat sich %Ln-mal in Folge geöffnet, jedes Mal doppelt so lange wie davor, höchstens für %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>after %1 of %2 calls failed</source>
        <translation>nachdem %1 von %2 Aufrufen gescheitert sind</translation>
    </message>
    <message>
        <source>after %1 of %2 calls were slow</source>
        <translation>nachdem %1 von %2 Aufrufen langsam waren</translation>
    </message>
    <message>
        <source>in waves, by order: %1</source>
        <translation>in Wellen, auf Anordnung: %1</translation>
    </message>
    <message>
        <source>by order: %1</source>
        <translation>auf Anordnung: %1</translation>
    </message>
    <message>
        <source>%1 does not answer: %2</source>
        <translation>%1 antwortet nicht: %2</translation>
    </message>
    <message>
        <source>HTTP %1 in %2</source>
        <translation>HTTP %1 in %2</translation>
    </message>
    <message>
        <source>%1 is reached, but it fails: %2</source>
        <translation>%1 ist erreichbar, aber gestört: %2</translation>
    </message>
    <message>
        <source>%1 is reached, and asks for patience: %2</source>
        <translation>%1 ist erreichbar und bittet um Geduld: %2</translation>
    </message>
    <message>
        <source>%1 is reached, but refuses a GET of its address itself; whether calls pass is not known: %2</source>
        <translation>%1 ist erreichbar, lehnt aber ein GET auf seine Adresse selbst ab; ob Aufrufe durchkommen, ist nicht bekannt: %2</translation>
    </message>
    <message>
        <source>%1 answers well: %2</source>
        <translation>%1 antwortet gut: %2</translation>
    </message>
    <message>
        <source>%1 is reached, but redirects, which is never followed: calls that are answered so block: %2</source>
        <translation>%1 ist erreichbar, leitet aber um, und dem wird nie gefolgt: Aufrufe, die so beantwortet werden, bleiben blockiert: %2</translation>
    </message>
    <message>
        <source>It said that a quota is used up, and is left alone until %1. Forcing the breaker closed ends that.</source>
        <translation>Er meldet, dass ein Kontingent aufgebraucht ist, und ist bis %1 ausgesetzt. Das Schließen des Schutzschalters zu erzwingen beendet das.</translation>
    </message>
    <message>
        <source>It asked to be left alone, and is until %1. Forcing the breaker closed ends that.</source>
        <translation>Er hat um Ruhe gebeten und ist bis %1 ausgesetzt. Das Schließen des Schutzschalters zu erzwingen beendet das.</translation>
    </message>
    <message>
        <source>%1; left alone for another %2</source>
        <translation>%1; noch %2 ausgesetzt</translation>
    </message>
    <message>
        <source>%1 of %2 calls failed in the last %3 (%4). The order keeps it closed; else it would open when %5 of at least %6 calls fail.</source>
        <translation>Gescheitert in den letzten %3: %1 von %2 Aufrufen (%4). Der Auftrag hält ihn geschlossen; sonst würde er öffnen, wenn %5 von mindestens %6 Aufrufen scheitern.</translation>
    </message>
    <message>
        <source>The order keeps the breaker closed, but the service has asked since to be left alone, and is until %1. Forcing it closed once more ends that.</source>
        <translation>Der Auftrag hält den Breaker geschlossen, aber der Dienst hat seither um Ruhe gebeten und hat sie bis %1. Ihn noch einmal zwangsweise zu schließen beendet das.</translation>
    </message>
    <message>
        <source>%1, but left alone</source>
        <translation>%1, aber in Ruhe gelassen</translation>
    </message>
</context>
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
        <source>“%1” is not the number of an incident</source>
        <translation>„%1“ ist keine Nummer einer Störung</translation>
    </message>
    <message>
        <source>Links look like cairn://run/ID, cairn://runs?filter=…, cairn://payload/DIGEST, cairn://pipeline/NAME, cairn://service/NAME or cairn://incident/NUMBER</source>
        <translation>Links sehen so aus: cairn://run/ID, cairn://runs?filter=…, cairn://payload/DIGEST, cairn://pipeline/NAME, cairn://service/NAME oder cairn://incident/NUMBER</translation>
    </message>
    <message>
        <source>“%1” is not the name of a service</source>
        <translation>„%1“ ist kein Name eines Dienstes</translation>
    </message>
</context>
<context>
    <name>DialogParts</name>
    <message>
        <source>&amp;Reason (required, kept in the record)</source>
        <translation>&amp;Grund (erforderlich, wird festgehalten)</translation>
    </message>
    <message>
        <source>&amp;Reason (kept in the record)</source>
        <translation>&amp;Grund (wird festgehalten)</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
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
        <translation>Kein weiterer Schritt beginnt, bis ihn jemand weiterlaufen lässt.</translation>
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
        <source>%1 holds something that contradicts this request. See what it holds; then retry or cancel.</source>
        <translation>%1 hält etwas, das dieser Anfrage widerspricht. Sehen Sie nach, was es ist; dann wiederholen oder abbrechen.</translation>
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
        <translation>%1 nimmt diesen Inhalt nicht an und würde es auch beim nächsten Mal nicht tun. Bearbeiten Sie, was der Schritt sendet, und nehmen Sie ihn damit wieder auf (Strg+E), oder brechen Sie ab.</translation>
    </message>
    <message numerus="yes">
        <source>Nobody knows whether %Ln step(s) and item(s) happened</source>
        <translation>
            <numerusform>Niemand weiß, ob %Ln Schritt geschehen ist</numerusform>
            <numerusform>Niemand weiß, ob %Ln Schritte und Elemente geschehen sind</numerusform>
        </translation>
    </message>
    <message>
        <source>idempotency key %1</source>
        <translation>Idempotenzschlüssel %1</translation>
    </message>
    <message>
        <source>The requests may have arrived: look there for each. What you say here counts for all of them; to decide about one, choose it among the steps. None is sent again before you decide.</source>
        <translation>Die Anfragen sind vielleicht angekommen: Sehen Sie dort nach jeder einzelnen. Was Sie hier sagen, gilt für alle; um über eine zu entscheiden, wählen Sie sie unter den Schritten. Vorher wird nichts erneut gesendet.</translation>
    </message>
    <message>
        <source>A rule of this workspace forbids the request. If it may pass after all, clear the service and retry, or correct the pipeline, apply it and go on with the newest version; else cancel.</source>
        <translation>Eine Regel dieses Arbeitsbereichs verbietet die Anfrage. Darf sie doch durch: den Dienst freigeben und wiederholen, oder die Pipeline berichtigen, anwenden und mit der neuesten Version wiederaufnehmen; sonst abbrechen.</translation>
    </message>
    <message>
        <source>%1 takes no such request at this address. Compare base_url in services/ and the step&apos;s method and path with what its owners say. Mend and apply them; then retry, or go on with the newest version of the pipeline.</source>
        <translation>%1 nimmt unter dieser Adresse keine solche Anfrage an. Vergleichen Sie base_url in services/ sowie Methode und Pfad des Schritts mit dem, was die Zuständigen sagen. Berichtigen und anwenden; dann wiederholen, oder mit der neuesten Version der Pipeline wiederaufnehmen.</translation>
    </message>
    <message>
        <source>Nothing was sent: the pipeline makes no request out of what it has. Correct it, apply it and go on with the newest version; if the file is the wrong one, cancel and submit the right one.</source>
        <translation>Es wurde nichts gesendet: Die Pipeline macht aus dem, was sie hat, keine Anfrage. Berichtigen Sie sie, wenden Sie sie an und nehmen Sie mit der neuesten Version wieder auf; ist es die falsche Datei, brechen Sie ab und reichen Sie die richtige ein.</translation>
    </message>
    <message>
        <source>Nothing was sent: the secret is missing or cannot be used. Set it under Settings, Credentials, or with cairn credential set; then retry.</source>
        <translation>Es wurde nichts gesendet: Das Geheimnis fehlt oder ist nicht zu gebrauchen. Setzen Sie es unter Einstellungen, Zugangsdaten, oder mit cairn credential set; dann wiederholen.</translation>
    </message>
    <message>
        <source>Nothing was overwritten: something has that name already. Move it away and retry, or skip the step if it is what was to be delivered.</source>
        <translation>Es wurde nichts überschrieben: Etwas trägt diesen Namen schon. Verschieben Sie es und wiederholen Sie, oder überspringen Sie den Schritt, wenn es das ist, was abzuliefern war.</translation>
    </message>
    <message>
        <source>Also blocked: %1</source>
        <translation>Außerdem blockiert: %1</translation>
    </message>
    <message>
        <source>%1 has taken it up. Ask its owners how it stands, and skip the step once it is done; or correct how the pipeline asks, apply it and go on with the newest version. With an edited input it would be done once more.</source>
        <translation>%1 hat es angenommen. Fragen Sie die Zuständigen nach dem Stand, und überspringen Sie den Schritt, sobald es erledigt ist; oder berichtigen Sie, wie die Pipeline nachfragt, wenden Sie sie an und nehmen Sie mit der neuesten Version wieder auf. Mit einer geänderten Eingabe würde es noch einmal getan.</translation>
    </message>
    <message>
        <source>It will not go on. A rerun does it anew, from the start, as another run.</source>
        <translation>Er geht nicht weiter. „Neu ausführen“ beginnt von vorn, als ein anderer Lauf.</translation>
    </message>
    <message>
        <source>%1 has taken it up. Ask its owners how it stands, mend what else the cause names, or give it more time; then retry, which goes on waiting and sends nothing. If it will say nothing any more, rerun from this step has it done anew.</source>
        <translation>%1 hat es angenommen. Fragen Sie die Zuständigen, wie es steht, beheben Sie, was die Ursache sonst nennt, oder geben Sie mehr Zeit; dann wiederholen: Das wartet weiter und sendet nichts. Sagt der Dienst nichts mehr, lässt ein neuer Lauf ab diesem Schritt es von Neuem tun.</translation>
    </message>
    <message>
        <source>Step %1 waits to be asked about</source>
        <translation>Schritt %1 wartet darauf, dass nach ihm gefragt wird</translation>
    </message>
    <message>
        <source>%1 gets nothing more for the moment, not even a question. It is asked when its turn comes.</source>
        <translation>%1 bekommt im Augenblick nichts mehr, auch keine Frage. Gefragt wird, sobald er an der Reihe ist.</translation>
    </message>
    <message>
        <source>If it was away: choose the step, and &quot;Ask its service again&quot;.</source>
        <translation>War er nicht erreichbar: den Schritt wählen und „Den Dienst noch einmal fragen“.</translation>
    </message>
    <message>
        <source>%1 refuses our credentials or certificate, or wants some where its definition names none. Mend that first, then retry.</source>
        <translation>%1 weist unsere Zugangsdaten oder unser Zertifikat zurück oder verlangt welche, wo seine Definition keine nennt. Erst das beheben, dann wiederholen.</translation>
    </message>
    <message>
        <source>%1 and the pipeline disagree about the form of request or answer. Correct the pipeline, apply it and go on with the newest version, or edit what the step sends (Ctrl+E); if it is the service that was mended, retry.</source>
        <translation>%1 und die Pipeline sind sich über die Form von Anfrage oder Antwort nicht einig. Berichtigen Sie die Pipeline, wenden Sie sie an und machen Sie mit der neuesten Version weiter, oder bearbeiten Sie, was der Schritt sendet (Strg+E); wurde der Dienst berichtigt, wiederholen.</translation>
    </message>
    <message>
        <source>%1 cannot be reached. See whether its base_url in services/ is right and whether it answers from this machine; when it does, retry: the same input is sent once more.</source>
        <translation>%1 ist nicht erreichbar. Sehen Sie nach, ob base_url in services/ stimmt und ob er von diesem Rechner aus antwortet; dann wiederholen: Dieselbe Eingabe wird noch einmal gesendet.</translation>
    </message>
    <message>
        <source>%1 makes no secure connection that can be trusted. See whether base_url in services/ is right (http or https, host and port) and what tls names; mend and apply that, or have its certificate mended; then retry.</source>
        <translation>%1 baut keine vertrauenswürdige sichere Verbindung auf. Prüfen Sie base_url in services/ (http oder https, Host und Port) und was tls nennt; berichtigen und anwenden, oder das Zertifikat in Ordnung bringen lassen; dann wiederholen.</translation>
    </message>
    <message>
        <source>%1 took the request, and its answer is not what the pipeline expects. Ask its owners. Once it is mended, retry, or, if it is not idempotent, skip the step or say that it did not happen; or correct the pipeline, apply it and go on with the newest version.</source>
        <translation>%1 hat die Anfrage angenommen, doch die Antwort ist nicht, was die Pipeline erwartet. Fragen Sie die Zuständigen. Ist es behoben, wiederholen, oder, falls er nicht idempotent ist, den Schritt auslassen oder angeben, dass es nicht geschehen ist; oder die Pipeline berichtigen, anwenden und mit der neuesten Version fortfahren.</translation>
    </message>
    <message>
        <source>%1 took the request, and its answer is not of the form that the pipeline takes. If the service was mended, retry, or, if it is not idempotent, skip the step or say that it did not happen; or correct the pipeline, apply it and go on with the newest version.</source>
        <translation>%1 hat die Anfrage angenommen, doch die Antwort hat nicht die Form, die die Pipeline annimmt. Wurde der Dienst berichtigt, wiederholen, oder, falls er nicht idempotent ist, den Schritt auslassen oder angeben, dass es nicht geschehen ist; oder die Pipeline berichtigen, anwenden und mit der neuesten Version fortfahren.</translation>
    </message>
    <message>
        <source>What was to be sent is lost or damaged on this machine: Examine the store names it. Put it back: submit the same file again, if it is that of a run, or take it out of a backup; then retry.</source>
        <translation>Was gesendet werden sollte, ist auf diesem Rechner verloren oder beschädigt: „Speicher untersuchen“ nennt es. Bringen Sie es zurück: dieselbe Datei noch einmal einreichen, wenn es die eines Laufs ist, oder aus einer Sicherung holen; dann wiederholen.</translation>
    </message>
    <message>
        <source>Breaker %1</source>
        <translation>Breaker %1</translation>
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
    <name>FileWording</name>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln Problem</numerusform>
            <numerusform>%Ln Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln Warnung</numerusform>
            <numerusform>%Ln Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>in order</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>%1 is saved. It cannot be followed before its %Ln problem(s) are solved.</source>
        <translation>
            <numerusform>%1 ist gespeichert. Befolgt werden kann es erst, wenn das Problem darin gelöst ist.</numerusform>
            <numerusform>%1 ist gespeichert. Befolgt werden kann es erst, wenn die %Ln Probleme darin gelöst sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is saved. It is in force from now on.</source>
        <translation>%1 ist gespeichert und gilt von jetzt an.</translation>
    </message>
    <message numerus="yes">
        <source>%1 is saved. Nothing can be applied before its %Ln problem(s) are solved.</source>
        <translation>
            <numerusform>%1 ist gespeichert. Angewendet werden kann erst, wenn das Problem darin gelöst ist.</numerusform>
            <numerusform>%1 ist gespeichert. Angewendet werden kann erst, wenn die %Ln Probleme darin gelöst sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is saved. A runner reads it when it starts; what pipelines and services have of it is live once it is applied.</source>
        <translation>%1 ist gespeichert. Ein Runner liest sie, wenn er startet; was Pipelines und Dienste davon haben, tritt in Kraft, wenn es angewendet wird.</translation>
    </message>
    <message>
        <source>%1 is saved. It is live once it is applied.</source>
        <translation>%1 ist gespeichert. In Kraft tritt es, wenn es angewendet wird.</translation>
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
    <message numerus="yes">
        <source>%Ln step(s) may have happened: first say of each whether it did.</source>
        <translation>
            <numerusform>Ein Schritt ist vielleicht geschehen: sagen Sie erst, ob er es ist.</numerusform>
            <numerusform>%Ln Schritte sind vielleicht geschehen: sagen Sie erst von jedem, ob er es ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Incident %1</source>
        <translation>Störung %1</translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln that may have happened the services are asked, and nothing is sent again unless they say that it did not.</source>
        <translation>
            <numerusform>Zu %Ln, das geschehen sein kann, wird der Dienst gefragt; noch einmal gesendet wird nur, wenn er sagt, dass es nicht geschehen ist.</numerusform>
            <numerusform>Zu %Ln, die geschehen sein können, werden die Dienste gefragt; noch einmal gesendet wird nur, wenn sie sagen, dass es nicht geschehen ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>An alert was sent</source>
        <translation>Ein Alarm wurde gesendet</translation>
    </message>
    <message>
        <source>An alert could not be sent</source>
        <translation>Ein Alarm konnte nicht gesendet werden</translation>
    </message>
    <message>
        <source>%1 began the runbook</source>
        <translation>%1 hat das Runbook begonnen</translation>
    </message>
    <message>
        <source>%1 ticked a step of the runbook</source>
        <translation>%1 hat einen Schritt des Runbooks abgehakt</translation>
    </message>
    <message>
        <source>%1 took back a tick of the runbook</source>
        <translation>%1 hat einen Haken des Runbooks zurückgenommen</translation>
    </message>
    <message>
        <source>%1 used an action of the runbook</source>
        <translation>%1 hat eine Aktion des Runbooks benutzt</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>%1 abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
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
    <message>
        <source>Next or previous tab, from within it</source>
        <translation>Nächster oder voriger Reiter, von ihm aus</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save the table as CSV</source>
        <translation>Tabelle als CSV speichern</translation>
    </message>
    <message>
        <source>Copy an attempt as cURL</source>
        <translation>Versuch als cURL kopieren</translation>
    </message>
    <message>
        <source>File of the workspace</source>
        <translation>Datei des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Next or previous problem</source>
        <translation>Nächstes oder voriges Problem</translation>
    </message>
    <message>
        <source>Find text</source>
        <translation>Text suchen</translation>
    </message>
    <message>
        <source>Next or previous place of that text</source>
        <translation>Nächste oder vorige Fundstelle</translation>
    </message>
    <message>
        <source>Leave it; what is not saved is kept</source>
        <translation>Verlassen; Ungespeichertes bleibt erhalten</translation>
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
    <message>
        <source>nothing was asked for, or nothing lay beside it</source>
        <translation>keiner verlangt, oder es lag keiner bei</translation>
    </message>
    <message>
        <source>the checksum beside it was right</source>
        <translation>die beigelegte Prüfsumme stimmte</translation>
    </message>
    <message>
        <source>signed by key %1: %2</source>
        <translation>mit dem Schlüssel %1 signiert: %2</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>%1 by run %2</source>
        <translation>%1 von Lauf %2</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Ursprung</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Submitted by</source>
        <translation>Eingereicht von</translation>
    </message>
    <message>
        <source>Vouched for</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>Sent and answered</source>
        <translation>Anfragen und Antworten</translation>
    </message>
    <message>
        <source>Save a signed statement of this…</source>
        <translation>Signierte Erklärung hierzu speichern…</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Daraus entstanden</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
</context>
<context>
    <name>Offering</name>
    <message>
        <source>That needs the role %1; the roles in cairn.yaml say who has it</source>
        <translation>Dazu braucht es die Rolle %1; die Rollen in cairn.yaml legen fest, wer sie hat</translation>
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
    <message>
        <source>The picture takes too long to be shown</source>
        <translation>Das Bild braucht zu lange, um gezeigt zu werden</translation>
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
    <message>
        <source>service %1: revision %2 → %3, undoes revision %2</source>
        <translation>Dienst %1: Revision %2 → %3, nimmt Revision %2 zurück</translation>
    </message>
    <message>
        <source>The file is still as revision %1 was. Revision %2 was made live by %3 on %4.</source>
        <translation>Die Datei ist noch, wie Revision %1 war. Revision %2 hat %3 am %4 in Kraft gesetzt.</translation>
    </message>
    <message>
        <source>Revision %1 was made live by %2 on %3.</source>
        <translation>Revision %1 hat %2 am %3 in Kraft gesetzt.</translation>
    </message>
    <message>
        <source>Its reason: %1</source>
        <translation>Der Grund dafür: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pipeline(s) go on that no file says any more</source>
        <translation>
            <numerusform>%Ln Pipeline läuft weiter, die in keiner Datei mehr steht</numerusform>
            <numerusform>%Ln Pipelines laufen weiter, die in keiner Datei mehr stehen</numerusform>
        </translation>
    </message>
    <message>
        <source>pipeline %1: no file says it, and it goes on taking webhooks (`cairn apply --retire %1` ends that)</source>
        <translation>Pipeline %1: steht in keiner Datei und nimmt weiter Webhooks an (`cairn apply --retire %1` beendet das)</translation>
    </message>
    <message>
        <source>pipeline %1: no file says it, and it goes on taking the files of %2 (`cairn apply --retire %1` ends that)</source>
        <translation>Pipeline %1: steht in keiner Datei und nimmt weiter die Dateien aus %2 (`cairn apply --retire %1` beendet das)</translation>
    </message>
    <message>
        <source>Retired: %1.</source>
        <translation>Außer Betrieb genommen: %1.</translation>
    </message>
    <message>
        <source>Retired, it is followed by %1, which goes on where it ends: what it has taken is not taken again.</source>
        <translation>Außer Betrieb genommen, wird sie von %1 abgelöst, die dort weitermacht, wo sie endet: Was sie übernommen hat, wird nicht noch einmal übernommen.</translation>
    </message>
    <message>
        <source>The file takes back what was set since: %1.</source>
        <translation>Die Datei nimmt zurück, was seither gesetzt wurde: %1.</translation>
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
    <message>
        <source>Put into quarantine</source>
        <translation>In Quarantäne gestellt</translation>
    </message>
    <message>
        <source>A rerun</source>
        <translation>Ein neuer Lauf</translation>
    </message>
    <message>
        <source>Its payloads were erased</source>
        <translation>Seine Daten wurden gelöscht</translation>
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
    <message>
        <source>Open service %1</source>
        <translation>Dienst %1 öffnen</translation>
    </message>
    <message>
        <source>It is about another workspace, %1</source>
        <translation>Er betrifft einen anderen Arbeitsbereich, %1</translation>
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
    <message>
        <source>No further step of the runs of %1 that are there now starts until somebody lets them go on. What comes in later is carried.</source>
        <translation>Kein weiterer Schritt der Läufe von %1, die jetzt da sind, beginnt, bis jemand sie weiterlaufen lässt. Was später kommt, läuft.</translation>
    </message>
    <message>
        <source>The paused runs of %1 go on, whoever has paused them.</source>
        <translation>Die angehaltenen Läufe von %1 gehen weiter, wer immer sie angehalten hat.</translation>
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
    <name>ServiceWording</name>
    <message>
        <source>Connect</source>
        <translation>Verbindungsaufbau</translation>
    </message>
    <message>
        <source>Until the first byte of the request can leave</source>
        <translation>Bis das erste Byte der Anfrage hinausgehen kann</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>Without a byte moving in either direction</source>
        <translation>Ohne dass in einer der beiden Richtungen ein Byte fließt</translation>
    </message>
    <message>
        <source>Whole attempt</source>
        <translation>Ganzer Versuch</translation>
    </message>
    <message>
        <source>One request and its answer, in all</source>
        <translation>Eine Anfrage und ihre Antwort, insgesamt</translation>
    </message>
    <message>
        <source>Whole step</source>
        <translation>Ganzer Schritt</translation>
    </message>
    <message>
        <source>From the first attempt until the last may start; none: as long as the run may take</source>
        <translation>Vom ersten Versuch bis zum spätesten Beginn des letzten; keine: so lange, wie der Lauf dauern darf</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>In all, the first one included; 1: nothing is repeated</source>
        <translation>Insgesamt, den ersten eingeschlossen; 1: nichts wird wiederholt</translation>
    </message>
    <message>
        <source>First wait</source>
        <translation>Erste Wartezeit</translation>
    </message>
    <message>
        <source>Before the second attempt, spread by the jitter</source>
        <translation>Vor dem zweiten Versuch, gestreut durch den Jitter</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>Wachstum</translation>
    </message>
    <message>
        <source>Each wait is this many times the one before</source>
        <translation>Jede Wartezeit ist so viele Male so lang wie die vorige</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>Waits grow no further than this</source>
        <translation>Weiter wachsen Wartezeiten nicht</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Jitter</translation>
    </message>
    <message>
        <source>How waits are spread, so that not all steps come back at once</source>
        <translation>Wie Wartezeiten gestreut werden, damit nicht alle Schritte auf einmal zurückkommen</translation>
    </message>
    <message>
        <source>Longest advice</source>
        <translation>Längste erbetene Pause</translation>
    </message>
    <message>
        <source>When the service asks to wait for longer, the step blocks</source>
        <translation>Bittet der Dienst, länger zu warten, blockiert der Schritt</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>All retries of the service draw on them; successes give them back</source>
        <translation>Alle Wiederholungen beim Dienst zehren davon; Erfolge geben sie zurück</translation>
    </message>
    <message>
        <source>A retry costs</source>
        <translation>Eine Wiederholung kostet</translation>
    </message>
    <message>
        <source>Tokens; ten retries&apos; worth comes back each second</source>
        <translation>Token; je Sekunde kommen so viele zurück, wie zehn Wiederholungen kosten</translation>
    </message>
    <message>
        <source>After a timeout</source>
        <translation>Nach verstrichener Frist</translation>
    </message>
    <message>
        <source>Tokens that a retry after a timeout costs</source>
        <translation>Token, die eine Wiederholung nach verstrichener Frist kostet</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>How far back calls count</source>
        <translation>Wie weit zurück Aufrufe zählen</translation>
    </message>
    <message>
        <source>Calls at least</source>
        <translation>Aufrufe mindestens</translation>
    </message>
    <message>
        <source>Fewer in the window never open the breaker</source>
        <translation>Weniger im Fenster öffnen den Schutzschalter nie</translation>
    </message>
    <message>
        <source>Failed share</source>
        <translation>Anteil gescheiterter</translation>
    </message>
    <message>
        <source>Of the calls in the window; from there on the breaker opens</source>
        <translation>Der Aufrufe im Fenster; ab hier öffnet der Schutzschalter</translation>
    </message>
    <message>
        <source>Slow from</source>
        <translation>Langsam ab</translation>
    </message>
    <message>
        <source>Longer calls are slow; none: slowness does not open the breaker</source>
        <translation>Längere Aufrufe sind langsam; keine: Langsamkeit öffnet den Schutzschalter nicht</translation>
    </message>
    <message>
        <source>Slow share</source>
        <translation>Anteil langsamer</translation>
    </message>
    <message>
        <source>Of the calls in the window; needs a time from which they are slow</source>
        <translation>Der Aufrufe im Fenster; braucht eine Dauer, ab der sie langsam sind</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Offen für</translation>
    </message>
    <message>
        <source>The first time; each opening that follows at once is twice as long</source>
        <translation>Beim ersten Mal; jede Öffnung, die gleich darauf folgt, dauert doppelt so lang</translation>
    </message>
    <message>
        <source>Open at most</source>
        <translation>Offen höchstens</translation>
    </message>
    <message>
        <source>Openings grow no longer than this</source>
        <translation>Länger werden Öffnungen nicht</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>Probeanfragen</translation>
    </message>
    <message>
        <source>Calls let through to find out whether it may close</source>
        <translation>Aufrufe, die durchgelassen werden, um herauszufinden, ob er schließen darf</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>Exchanges in flight at most</source>
        <translation>So viele Anfragen sind höchstens gleichzeitig unterwegs</translation>
    </message>
    <message>
        <source>Fewer while overloaded</source>
        <translation>Weniger bei Überlast</translation>
    </message>
    <message>
        <source>Finds out by itself how many the service bears</source>
        <translation>Findet selbst heraus, wie viele der Dienst verträgt</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>In each period on average; none: as many as there are</source>
        <translation>Je Zeitraum im Durchschnitt; keine: so viele, wie anfallen</translation>
    </message>
    <message>
        <source>In each</source>
        <translation>Je</translation>
    </message>
    <message>
        <source>The period that requests are counted in</source>
        <translation>Der Zeitraum, in dem Anfragen gezählt werden</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Stoß</translation>
    </message>
    <message>
        <source>How many may go at once; at least as many as in a period</source>
        <translation>Wie viele auf einmal gehen dürfen; mindestens so viele wie in einem Zeitraum</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Where the service is</source>
        <translation>Wo der Dienst zu finden ist</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Which version it is spoken to in</source>
        <translation>In welcher Version er angesprochen wird</translation>
    </message>
    <message>
        <source>Unencrypted</source>
        <translation>Unverschlüsselt</translation>
    </message>
    <message>
        <source>Plain HTTP to another machine is allowed</source>
        <translation>Einfaches HTTP zu einem anderen Rechner ist erlaubt</translation>
    </message>
    <message>
        <source>Largest answer</source>
        <translation>Größte Antwort</translation>
    </message>
    <message>
        <source>Bytes of an answer&apos;s body that are accepted</source>
        <translation>Bytes im Inhalt einer Antwort, die angenommen werden</translation>
    </message>
    <message>
        <source>Repeats are harmless</source>
        <translation>Wiederholungen sind unschädlich</translation>
    </message>
    <message>
        <source>The same idempotency key has one effect; otherwise what may have happened is never repeated</source>
        <translation>Derselbe Idempotenzschlüssel wirkt nur einmal; sonst wird nie wiederholt, was vielleicht geschehen ist</translation>
    </message>
    <message>
        <source>Keys are remembered for</source>
        <translation>Schlüssel werden behalten für</translation>
    </message>
    <message>
        <source>A repeat after that would be a new request, and is not made</source>
        <translation>Eine Wiederholung danach wäre eine neue Anfrage und unterbleibt</translation>
    </message>
    <message>
        <source>Answers within</source>
        <translation>Antwortet binnen</translation>
    </message>
    <message>
        <source>What is promised of an exchange; breaches are counted, they are no failures</source>
        <translation>Was für eine Anfrage samt Antwort zugesagt ist; Überschreitungen werden gezählt, sie sind keine Fehler</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Who answers for the service</source>
        <translation>Wer für den Dienst einsteht</translation>
    </message>
    <message>
        <source>Escalate to</source>
        <translation>Eskalieren an</translation>
    </message>
    <message>
        <source>When the owner does not answer</source>
        <translation>Wenn die Zuständigen nicht antworten</translation>
    </message>
    <message>
        <source>Rules about answers</source>
        <translation>Regeln zu Antworten</translation>
    </message>
    <message>
        <source>What certain answers mean; written in the YAML</source>
        <translation>Was bestimmte Antworten bedeuten; steht im YAML</translation>
    </message>
    <message>
        <source>Then its attempts are used, and the step needs a person.</source>
        <translation>Dann sind seine Versuche verbraucht, und jemand muss eingreifen.</translation>
    </message>
    <message>
        <source>It may have happened, and %1 is not idempotent: it is not repeated, a person or the step&apos;s reconcile request finds out.</source>
        <translation>Es ist vielleicht geschehen, und %1 ist nicht idempotent: Es wird nicht wiederholt; jemand sieht nach, oder die Abgleichsanfrage des Schritts findet es heraus.</translation>
    </message>
    <message>
        <source>Such failures are not repeated.</source>
        <translation>Solche Fehler werden nicht wiederholt.</translation>
    </message>
    <message>
        <source>Attempts in all after such failures; 1: not repeated</source>
        <translation>Versuche insgesamt nach solchen Fehlern; 1: keine Wiederholung</translation>
    </message>
    <message>
        <source>from cairn.yaml</source>
        <translation>aus cairn.yaml</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1: %2 → %3 (%4)</source>
        <translation>%1: %2 → %3 (%4)</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und noch %Ln</numerusform>
            <numerusform>und noch %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>No value differs</source>
        <translation>Kein Wert weicht ab</translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) changed</source>
        <translation>
            <numerusform>%Ln Wert geändert</numerusform>
            <numerusform>%Ln Werte geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>One attempt, over after %1.</source>
        <translation>Ein Versuch, vorbei nach %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s), over after about %1, at the latest %2.</source>
        <translation>
            <numerusform>%Ln Versuch, vorbei nach etwa %1, spätestens nach %2.</numerusform>
            <numerusform>%Ln Versuche, vorbei nach etwa %1, spätestens nach %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>From attempt %1 on they are held because the retry budget is used up.</source>
        <translation>Ab Versuch %1 werden sie zurückgehalten, weil das Budget für Wiederholungen erschöpft ist.</translation>
    </message>
    <message>
        <source>Attempts after %1</source>
        <translation>Versuche nach „%1“</translation>
    </message>
    <message>
        <source>Recovers within</source>
        <translation>Erholt sich binnen</translation>
    </message>
    <message>
        <source>What is promised from a step&apos;s first failure to its success; the monthly review tells whether it was kept</source>
        <translation>Was vom ersten Fehlschlag eines Schritts bis zu seinem Erfolg zugesagt ist; die monatliche Überprüfung sagt, ob es gehalten wurde</translation>
    </message>
    <message>
        <source>After the step&apos;s time (%1) no attempt starts: later ones are seldom or never made.</source>
        <translation>Nach der Zeit des Schritts (%1) beginnt kein Versuch mehr: Spätere gibt es selten oder nie.</translation>
    </message>
    <message>
        <source>After %1 the idempotency key may be forgotten, and no attempt starts: later ones are seldom or never made.</source>
        <translation>Nach %1 ist der Idempotenzschlüssel vielleicht vergessen, und kein Versuch beginnt mehr: Spätere gibt es selten oder nie.</translation>
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
    <name>TrendWording</name>
    <message numerus="yes">
        <source>%Ln recoveries</source>
        <translation>
            <numerusform>%Ln Erholung</numerusform>
            <numerusform>%Ln Erholungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts that succeeded</source>
        <translation>
            <numerusform>%Ln gelungenem Versuch</numerusform>
            <numerusform>%Ln gelungenen Versuchen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts</source>
        <translation>
            <numerusform>%Ln Versuch</numerusform>
            <numerusform>%Ln Versuchen</numerusform>
        </translation>
    </message>
    <message>
        <source>Time to recovery, median</source>
        <translation>Zeit bis zur Erholung, Median</translation>
    </message>
    <message>
        <source>Time to recovery, 90 % within</source>
        <translation>Zeit bis zur Erholung, 90 % binnen</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Gescheiterte Versuche</translation>
    </message>
    <message>
        <source>Retries for each success</source>
        <translation>Wiederholungen je Erfolg</translation>
    </message>
    <message>
        <source>Latency, median</source>
        <translation>Latenz, Median</translation>
    </message>
    <message>
        <source>Latency, 90 % within</source>
        <translation>Latenz, 90 % binnen</translation>
    </message>
    <message>
        <source>Over the latency budget</source>
        <translation>Über dem Latenzbudget</translation>
    </message>
    <message>
        <source>Nothing: all as one</source>
        <translation>Nichts: alles zusammen</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
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
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>No service</source>
        <translation>Kein Dienst</translation>
    </message>
    <message>
        <source>Week from %1</source>
        <translation>Woche ab %1</translation>
    </message>
    <message>
        <source>%1, %2: </source>
        <translation>%1, %2: </translation>
    </message>
    <message>
        <source>nothing is known</source>
        <translation>nichts bekannt</translation>
    </message>
    <message>
        <source>%1, of %2</source>
        <translation>%1, aus %2</translation>
    </message>
    <message>
        <source>; not over yet</source>
        <translation>; noch nicht vorbei</translation>
    </message>
    <message numerus="yes">
        <source>unusually high: %1, when %2 was usual over the %Ln weeks before</source>
        <translation>
            <numerusform>ungewöhnlich hoch: %1; in der %Ln Woche davor war %2 üblich</numerusform>
            <numerusform>ungewöhnlich hoch: %1; in den %Ln Wochen davor war %2 üblich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unusually low: %1, when %2 was usual over the %Ln weeks before</source>
        <translation>
            <numerusform>ungewöhnlich niedrig: %1; in der %Ln Woche davor war %2 üblich</numerusform>
            <numerusform>ungewöhnlich niedrig: %1; in den %Ln Wochen davor war %2 üblich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unusually high: %1, when %2 was usual over the %Ln days before</source>
        <translation>
            <numerusform>ungewöhnlich hoch: %1; an dem %Ln Tag davor war %2 üblich</numerusform>
            <numerusform>ungewöhnlich hoch: %1; an den %Ln Tagen davor war %2 üblich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unusually low: %1, when %2 was usual over the %Ln days before</source>
        <translation>
            <numerusform>ungewöhnlich niedrig: %1; an dem %Ln Tag davor war %2 üblich</numerusform>
            <numerusform>ungewöhnlich niedrig: %1; an den %Ln Tagen davor war %2 üblich</numerusform>
        </translation>
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
        <translation>Leerlauf-Zeitlimit</translation>
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
        <translation>Weiterlaufen lassen</translation>
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
        <translation>Wiederaufnehmen</translation>
    </message>
    <message>
        <source>Took %1: queued %2, connecting %3, first byte after %4</source>
        <translation>Dauer %1: eingereiht %2, Verbindung %3, erstes Byte nach %4</translation>
    </message>
    <message>
        <source>Probe the service</source>
        <translation>Dienst probeweise anfragen</translation>
    </message>
    <message>
        <source>Release in waves</source>
        <translation>In Wellen freigeben</translation>
    </message>
    <message>
        <source>Credential unusable</source>
        <translation>Zugangsdaten unbrauchbar</translation>
    </message>
    <message>
        <source>Credential not to be had</source>
        <translation>Zugangsdaten nicht abrufbar</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>cairn::AdviceCard</name>
    <message>
        <source>%1: now %2, then %3</source>
        <translation>%1: jetzt %2, dann %3</translation>
    </message>
    <message>
        <source>Simulated over the recorded calls, the change makes no difference that shows.</source>
        <translation>Auf die aufgezeichneten Aufrufe angewandt, macht die Änderung in der Simulation keinen erkennbaren Unterschied.</translation>
    </message>
    <message>
        <source>Simulated over the recorded calls of the last days.</source>
        <translation>Simuliert an den aufgezeichneten Aufrufen der letzten Tage.</translation>
    </message>
    <message>
        <source>Open as draft</source>
        <translation>Als Entwurf öffnen</translation>
    </message>
    <message>
        <source>Open as draft: %1</source>
        <translation>Als Entwurf öffnen: %1</translation>
    </message>
    <message>
        <source>Dismissed by %1, %2: %3</source>
        <translation>Verworfen von %1, %2: %3</translation>
    </message>
    <message>
        <source>Dismiss…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Dismiss: %1</source>
        <translation>Verwerfen: %1</translation>
    </message>
</context>
<context>
    <name>cairn::AdvicePage</name>
    <message>
        <source>Advice</source>
        <translation>Empfehlungen</translation>
    </message>
    <message>
        <source>How far back to look</source>
        <translation>Wie weit zurückgeblickt wird</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>No advice</source>
        <translation>Keine Empfehlungen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s) looked at</source>
        <translation>
            <numerusform>%Ln Versuch betrachtet</numerusform>
            <numerusform>%Ln Versuche betrachtet</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, the newest</source>
        <translation>%1, die neuesten</translation>
    </message>
    <message>
        <source>Cairn may change by itself, within the bounds of the service&apos;s file: %1</source>
        <translation>Innerhalb der Grenzen, die die Datei des Dienstes setzt, darf Cairn selbst ändern: %1</translation>
    </message>
    <message>
        <source>No service chosen</source>
        <translation>Kein Dienst gewählt</translation>
    </message>
    <message>
        <source>Here stands what history says about its policy.</source>
        <translation>Hier steht, was der Verlauf über seine Regeln sagt.</translation>
    </message>
    <message>
        <source>Looking through the past…</source>
        <translation>Die Vergangenheit wird durchgesehen…</translation>
    </message>
    <message>
        <source>What was recorded is examined, and changes are simulated.</source>
        <translation>Was aufgezeichnet ist, wird untersucht, und Änderungen werden simuliert.</translation>
    </message>
    <message>
        <source>Too little to go by</source>
        <translation>Zu wenig Anhaltspunkte</translation>
    </message>
    <message>
        <source>At least %1 attempts are needed; look further back, or come again later.</source>
        <translation>Mindestens %1 Versuche sind nötig; blicken Sie weiter zurück, oder kommen Sie später wieder.</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nichts Neues</translation>
    </message>
    <message>
        <source>All advice has been dismissed, and there is no more to it than then.</source>
        <translation>Alle Empfehlungen wurden verworfen, und seitdem spricht nicht mehr für sie als damals.</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>Nichts zu ändern</translation>
    </message>
    <message>
        <source>What was recorded gives no reason to change this policy.</source>
        <translation>Was aufgezeichnet ist, gibt keinen Grund, diese Regeln zu ändern.</translation>
    </message>
    <message>
        <source>Dismiss advice</source>
        <translation>Empfehlung verwerfen</translation>
    </message>
    <message>
        <source>Dismiss this advice?</source>
        <translation>Diese Empfehlung verwerfen?</translation>
    </message>
    <message>
        <source>“%1” is not shown any more, until there is more to it: twice as many cases, or surer evidence. The reason is kept in the audit.</source>
        <translation>„%1“ wird nicht mehr gezeigt, bis mehr dafür spricht: doppelt so viele Fälle oder sicherere Belege. Der Grund wird im Protokoll festgehalten.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Show dis&amp;missed</source>
        <translation>&amp;Verworfene zeigen</translation>
    </message>
    <message>
        <source>%1, since %2: of earlier runs some were removed (retention)</source>
        <translation>%1, seit %2: Von früheren Läufen wurden einige entfernt (Aufbewahrung)</translation>
    </message>
</context>
<context>
    <name>cairn::AlertsPage</name>
    <message>
        <source>&amp;Open cairn.yaml</source>
        <translation>cairn.yaml ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Whom incidents are told</source>
        <translation>Wer benachrichtigt wird</translation>
    </message>
    <message>
        <source>Read abo&amp;ut alerts</source>
        <translation>Über Alar&amp;me lesen</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>Nie benutzt</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>&amp;Send a test…</source>
        <translation>&amp;Test senden…</translation>
    </message>
    <message>
        <source>Routes and rules are part of the workspace, so that everyone who works on it has the same: they stand under “alerts” in %1. A runner reads them when it starts.</source>
        <translation>Ziele und Regeln gehören zum Arbeitsbereich, damit alle, die an ihm arbeiten, dieselben haben: sie stehen unter „alerts“ in %1. Ein Runner liest sie, wenn er startet.</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Geht an</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>Zuletzt gesendet</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>Letztes Ergebnis</translation>
    </message>
    <message>
        <source>Routes of alerts</source>
        <translation>Ziele der Alarme</translation>
    </message>
    <message>
        <source>no rule</source>
        <translation>keine Regel</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Send a test to %1?</source>
        <translation>Einen Test an %1 senden?</translation>
    </message>
    <message>
        <source>It goes the way of all alerts, and says that it is a test. The audit tells of it.</source>
        <translation>Er geht den Weg aller Alarme und sagt, dass er ein Test ist. Das Protokoll hält ihn fest.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>&amp;Why?</source>
        <translation>&amp;Warum?</translation>
    </message>
    <message>
        <source>%1 has taken the test (%2).</source>
        <translation>%1 hat den Test angenommen (%2).</translation>
    </message>
    <message>
        <source>%1 refuses the test: %2</source>
        <translation>%1 lehnt den Test ab: %2</translation>
    </message>
    <message>
        <source>The test to %1 waits for a runner: none is there.</source>
        <translation>Der Test an %1 wartet auf einen Runner: es ist keiner da.</translation>
    </message>
    <message>
        <source>%1 has not taken the test yet; the runner goes on trying: %2</source>
        <translation>%1 hat den Test noch nicht angenommen; der Runner versucht es weiter: %2</translation>
    </message>
    <message>
        <source>The test to %1 is on its way. A route that was written after the runner was started is known to it once it is started again.</source>
        <translation>Der Test an %1 ist unterwegs. Einen Weg, der nach dem Start des Runners geschrieben wurde, kennt dieser erst, wenn er neu gestartet ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait since %1</source>
        <translation>
            <numerusform>%Ln Nachricht wartet seit %1</numerusform>
            <numerusform>%Ln Nachrichten warten seit %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln or more messages wait since %1</source>
        <translation>
            <numerusform>%Ln oder mehr Nachrichten warten seit %1</numerusform>
            <numerusform>%Ln oder mehr Nachrichten warten seit %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Consoles that are open on this workspace show the test, or say why they cannot.</source>
        <translation>Konsolen, die an diesem Arbeitsbereich offen sind, zeigen den Test oder sagen, warum sie es nicht können.</translation>
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
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Retire what no file says any more?</source>
        <translation>Außer Betrieb nehmen, was in keiner Datei mehr steht?</translation>
    </message>
    <message>
        <source>Retire %1, which goes on taking webhooks</source>
        <translation>%1 außer Betrieb nehmen, die weiter Webhooks annimmt</translation>
    </message>
    <message>
        <source>Retire %1, which goes on taking the files of %2</source>
        <translation>%1 außer Betrieb nehmen, die weiter die Dateien aus %2 nimmt</translation>
    </message>
    <message>
        <source>No file says it any more. Retired, nothing starts it but who submits to it; what runs goes on, and its record stays.</source>
        <translation>In keiner Datei steht sie mehr. Danach startet sie nur noch, wer dorthin einreicht; was läuft, läuft weiter, und die Aufzeichnungen bleiben.</translation>
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
    <message>
        <source>What came of the &amp;order</source>
        <translation>Was aus dem Auf&amp;trag wurde</translation>
    </message>
    <message>
        <source>&amp;Go to the run</source>
        <translation>&amp;Zum Lauf</translation>
    </message>
    <message>
        <source>&amp;Go to the incident</source>
        <translation>&amp;Zur Störung</translation>
    </message>
    <message>
        <source>&amp;Go to the service</source>
        <translation>&amp;Zum Dienst</translation>
    </message>
    <message>
        <source>&amp;Go to the pipeline</source>
        <translation>&amp;Zur Pipeline</translation>
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
        <translation>P&amp;rotokoll prüfen…</translation>
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
    <message>
        <source>Newer entries above (Home shows them)</source>
        <translation>Neuere Einträge weiter oben (Pos1 zeigt sie)</translation>
    </message>
    <message>
        <source>The audit could not be read</source>
        <translation>Das Protokoll konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>E&amp;xport matching audit entries…</source>
        <translation>Passende Protokolleinträge e&amp;xportieren…</translation>
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
    <name>cairn::BreakerHistory</name>
    <message>
        <source>Show &amp;older</source>
        <translation>Äl&amp;tere zeigen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How far back the strip goes</source>
        <translation>Wie weit der Streifen zurückreicht</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>What became of the breaker, the newest first</source>
        <translation>Was mit dem Schutzschalter geschah, das Neueste zuerst</translation>
    </message>
    <message>
        <source>It has never turned: there was no reason to leave the service alone.</source>
        <translation>Er hat nie umgeschaltet: Es gab keinen Grund, den Dienst in Ruhe zu lassen.</translation>
    </message>
</context>
<context>
    <name>cairn::BreakerOrderDialog</name>
    <message>
        <source>Force the breaker of %1 open?</source>
        <translation>Öffnen des Schutzschalters von %1 erzwingen?</translation>
    </message>
    <message>
        <source>Force the breaker of %1 closed?</source>
        <translation>Schließen des Schutzschalters von %1 erzwingen?</translation>
    </message>
    <message>
        <source>Release what waits for %1 in waves?</source>
        <translation>Was auf %1 wartet, in Wellen freigeben?</translation>
    </message>
    <message>
        <source>Let the breaker of %1 decide again?</source>
        <translation>Den Schutzschalter von %1 wieder entscheiden lassen?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) wait for it now.</source>
        <translation>
            <numerusform>%Ln Lauf wartet jetzt auf ihn.</numerusform>
            <numerusform>%Ln Läufe warten jetzt auf ihn.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is sent to it until the order ends: runs that need it are held, and use up no attempt. What is under way comes to its end.</source>
        <translation>Bis die Anordnung endet, wird nichts an ihn gesendet: Läufe, die ihn brauchen, werden zurückgehalten und verbrauchen keinen Versuch. Was unterwegs ist, läuft zu Ende.</translation>
    </message>
    <message>
        <source>All that waits is sent as fast as rate and concurrency allow, whatever comes back. %1</source>
        <translation>Alles, was wartet, wird so schnell gesendet, wie Rate und Parallelität es zulassen, was auch immer zurückkommt. %1</translation>
    </message>
    <message>
        <source>One is sent first, then five, ten, then twice as many each time all have come back. When half of a wave fails the breaker opens again. It ends by itself once nothing waits. %1</source>
        <translation>Zuerst wird einer gesendet, dann fünf, zehn, dann jeweils doppelt so viele, sobald alle zurück sind. Scheitert die Hälfte einer Welle, öffnet der Schutzschalter wieder. Es endet von selbst, sobald nichts mehr wartet. %1</translation>
    </message>
    <message>
        <source>What was ordered ends now. %1</source>
        <translation>Was angeordnet war, endet jetzt. %1</translation>
    </message>
    <message>
        <source>&amp;At most for</source>
        <translation>&amp;Höchstens für</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Für</translation>
    </message>
    <message>
        <source>How long the order holds</source>
        <translation>Wie lange die Anordnung gilt</translation>
    </message>
    <message>
        <source>Unit of time</source>
        <translation>Zeiteinheit</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
</context>
<context>
    <name>cairn::BreakerPage</name>
    <message>
        <source>Breaker</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Dienst wählen</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>Bisher</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Nächster Aufruf</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>Held runs</source>
        <translation>Zurückgehaltene Läufe</translation>
    </message>
    <message>
        <source>List the runs that wait for the service</source>
        <translation>Die Läufe auflisten, die auf den Dienst warten</translation>
    </message>
    <message>
        <source>Force o&amp;pen…</source>
        <translation>Öff&amp;nen erzwingen…</translation>
    </message>
    <message>
        <source>Force &amp;closed…</source>
        <translation>S&amp;chließen erzwingen…</translation>
    </message>
    <message>
        <source>Release in &amp;waves…</source>
        <translation>In Wellen frei&amp;geben…</translation>
    </message>
    <message>
        <source>Pro&amp;be now</source>
        <translation>&amp;Jetzt probeweise anfragen</translation>
    </message>
    <message>
        <source>One GET of the base URL, past breaker and limits; it counts for none</source>
        <translation>Ein GET auf die Basis-URL, an Schutzschalter und Grenzen vorbei; es zählt bei keinem davon mit</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird nachgesehen…</translation>
    </message>
    <message>
        <source>There is nothing to be told of it</source>
        <translation>Darüber lässt sich nichts sagen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>%1: asked for; it is done as soon as a runner is at work.</source>
        <translation>%1: angefordert; es geschieht, sobald ein Runner arbeitet.</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) held: list them</source>
        <translation>
            <numerusform>%Ln Lauf zurückgehalten: auflisten</numerusform>
            <numerusform>%Ln Läufe zurückgehalten: auflisten</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Let it decide…</source>
        <translation>&amp;Entscheiden lassen…</translation>
    </message>
</context>
<context>
    <name>cairn::BreakerStrip</name>
    <message>
        <source>How the breaker stood over time</source>
        <translation>Wie der Schutzschalter im Zeitverlauf stand</translation>
    </message>
    <message numerus="yes">
        <source>Open %Ln time(s), for %1 in all</source>
        <translation>
            <numerusform>%Ln-mal offen, insgesamt %1</numerusform>
            <numerusform>%Ln-mal offen, insgesamt %1</numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>Nicht geladen</translation>
    </message>
    <message>
        <source>%1 from %2, for %3</source>
        <translation>%1 ab %2, %3 lang</translation>
    </message>
    <message>
        <source>now, UTC</source>
        <translation>jetzt, UTC</translation>
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
        <source>All runs: %1</source>
        <translation>Alle Läufe: %1</translation>
    </message>
    <message>
        <source>All that match “%1”: %2</source>
        <translation>Alle, auf die „%1“ passt: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more came to it meanwhile.</source>
        <translation>
            <numerusform>%Ln weiterer kam inzwischen hinzu.</numerusform>
            <numerusform>%Ln weitere kamen inzwischen hinzu.</numerusform>
        </translation>
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
    <message>
        <source>Nothing was done: none of them could be asked.</source>
        <translation>Nichts ist geschehen: Bei keinem war es möglich.</translation>
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
    <message>
        <source>Fro&amp;m</source>
        <translation>&amp;Von</translation>
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
</context>
<context>
    <name>cairn::ColumnsMenu</name>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>As at &amp;first</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Arran&amp;ge columns…</source>
        <translation>Spalten &amp;anordnen…</translation>
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
            <numerusform>Diesen Lauf weiterlaufen lassen?</numerusform>
            <numerusform>%n Läufe weiterlaufen lassen?</numerusform>
        </translation>
    </message>
    <message>
        <source>No further step starts until somebody lets it go on. What is under way comes to its end.</source>
        <translation>Kein weiterer Schritt beginnt, bis jemand den Lauf weiterlaufen lässt. Was unterwegs ist, kommt zu seinem Ende.</translation>
    </message>
    <message>
        <source>The next steps start at once.</source>
        <translation>Die nächsten Schritte beginnen sofort.</translation>
    </message>
    <message numerus="yes">
        <source>Resume %n run(s)?</source>
        <translation>
            <numerusform>Diesen Lauf wiederaufnehmen?</numerusform>
            <numerusform>%n Läufe wiederaufnehmen?</numerusform>
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
    <message>
        <source>Record that %1 happened?</source>
        <translation>Festhalten, dass %1 geschehen ist?</translation>
    </message>
    <message>
        <source>Record that %1 did not happen?</source>
        <translation>Festhalten, dass %1 nicht geschehen ist?</translation>
    </message>
    <message numerus="yes">
        <source>Record that all %Ln step(s) and item(s) happened?</source>
        <translation>
            <numerusform>Festhalten, dass %Ln Schritt geschehen ist?</numerusform>
            <numerusform>Festhalten, dass alle %Ln Schritte und Elemente geschehen sind?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record that all %Ln step(s) and item(s) did not happen?</source>
        <translation>
            <numerusform>Festhalten, dass %Ln Schritt nicht geschehen ist?</numerusform>
            <numerusform>Festhalten, dass alle %Ln Schritte und Elemente nicht geschehen sind?</numerusform>
        </translation>
    </message>
    <message>
        <source>Every step and item of a run whose outcome is unknown is sent again. What did happen after all will have happened twice.</source>
        <translation>Jeder Schritt und jedes Element eines Laufs, dessen Ausgang unbekannt ist, wird erneut gesendet. Was doch geschehen ist, ist dann zweimal geschehen.</translation>
    </message>
    <message numerus="yes">
        <source>Skip every step that stands of %n run(s)?</source>
        <translation>
            <numerusform>Jeden stehenden Schritt von %n Lauf überspringen?</numerusform>
            <numerusform>Jeden stehenden Schritt von %n Läufen überspringen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip %Ln step(s) and item(s) of this run?</source>
        <translation>
            <numerusform>%Ln Schritt oder Element dieses Laufs überspringen?</numerusform>
            <numerusform>%Ln Schritte und Elemente dieses Laufs überspringen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The runs go on without every step of theirs that is blocked, waiting or held, at whatever service, and without what a service has taken up and not finished. Later steps find nothing where their answers would be.</source>
        <translation>Die Läufe gehen ohne jeden Schritt weiter, der blockiert ist, wartet oder zurückgehalten wird, bei welchem Dienst auch immer, und ohne das, was ein Dienst angenommen und nicht beendet hat. Spätere Schritte finden nichts, wo deren Antworten wären.</translation>
    </message>
    <message>
        <source>The run goes on without these; what comes to stand elsewhere meanwhile is left alone. Later steps find nothing where their answers would be.</source>
        <translation>Der Lauf geht ohne diese weiter; was inzwischen anderswo zum Stehen kommt, bleibt unberührt. Spätere Schritte finden nichts, wo deren Antworten wären.</translation>
    </message>
    <message>
        <source>The step counts as succeeded and is not sent again; the run goes on without its answer. What finishes later counts as taken up: it is still waited for.</source>
        <translation>Der Schritt gilt als gelungen und wird nicht erneut gesendet; der Lauf geht ohne seine Antwort weiter. Was erst später fertig wird, gilt als angenommen: Darauf wird weiter gewartet.</translation>
    </message>
    <message>
        <source>Every step and item of a run whose outcome is unknown counts as succeeded and is not sent again; the run goes on without their answers. What finishes later counts as taken up: it is still waited for.</source>
        <translation>Jeder Schritt und jedes Element eines Laufs, dessen Ausgang unbekannt ist, gilt als gelungen und wird nicht erneut gesendet; der Lauf geht ohne ihre Antworten weiter. Was erst später fertig wird, gilt als angenommen: Darauf wird weiter gewartet.</translation>
    </message>
    <message>
        <source>Ask again whether %1 happened?</source>
        <translation>Noch einmal fragen, ob %1 geschehen ist?</translation>
    </message>
    <message>
        <source>Its service is asked at once, with a fresh allowance of questions. Nothing is sent again unless it says that it did not happen.</source>
        <translation>Der Dienst wird sofort gefragt, mit einem neuen Vorrat an Fragen. Es wird nichts noch einmal gesendet, es sei denn, er sagt, dass es nicht geschehen ist.</translation>
    </message>
    <message numerus="yes">
        <source>Retry %Ln step(s) and item(s)?</source>
        <translation>
            <numerusform>%Ln Schritt oder Element wiederholen?</numerusform>
            <numerusform>%Ln Schritte und Elemente wiederholen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip %Ln step(s) and item(s)?</source>
        <translation>
            <numerusform>%Ln Schritt oder Element überspringen?</numerusform>
            <numerusform>%Ln Schritte und Elemente überspringen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Where a step may have happened its service is asked, and it is sent again only if that says that it did not.</source>
        <translation>Wo ein Schritt geschehen sein kann, wird sein Dienst gefragt; noch einmal gesendet wird er nur, wenn der sagt, dass er nicht geschehen ist.</translation>
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
    <name>cairn::CredentialDialog</name>
    <message>
        <source>Nothing names it at the moment.</source>
        <translation>Zurzeit wird es nirgends genannt.</translation>
    </message>
    <message>
        <source>Used by: %1.</source>
        <translation>Verwendet von: %1.</translation>
    </message>
    <message>
        <source>Set a credential</source>
        <translation>Zugangsdaten setzen</translation>
    </message>
    <message>
        <source>Set the secret %1</source>
        <translation>Geheimnis %1 setzen</translation>
    </message>
    <message>
        <source>It takes the place of what is there, from the next attempt on. %1 A private key of several lines comes by the command line: cairn credential set %2 &lt; FILE</source>
        <translation>Es tritt ab dem nächsten Versuch an die Stelle des bisherigen. %1 Ein privater Schlüssel aus mehreren Zeilen wird auf der Befehlszeile übergeben: cairn credential set %2 &lt; FILE</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Rotate a credential</source>
        <translation>Zugangsdaten wechseln</translation>
    </message>
    <message>
        <source>Replace the secret %1</source>
        <translation>Geheimnis %1 ersetzen</translation>
    </message>
    <message>
        <source>The new one is used from the next attempt on; where a service does not know it yet, the old one is used for a while. %1</source>
        <translation>Das neue wird ab dem nächsten Versuch verwendet; wo ein Dienst es noch nicht kennt, eine Zeit lang noch das alte. %1</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>Remove a credential</source>
        <translation>Zugangsdaten entfernen</translation>
    </message>
    <message>
        <source>Take the secret %1 away?</source>
        <translation>Geheimnis %1 entfernen?</translation>
    </message>
    <message>
        <source>It cannot be brought back. Steps that need it will stop, and wait for a person. %1</source>
        <translation>Es lässt sich nicht wiederherstellen. Schritte, die es brauchen, halten an, und jemand muss eingreifen. %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>&amp;Secret (it is not shown)</source>
        <translation>Ge&amp;heimnis (wird nicht angezeigt)</translation>
    </message>
    <message>
        <source>Where it is kept</source>
        <translation>Aufbewahrungsort</translation>
    </message>
    <message>
        <source>the system&apos;s keychain</source>
        <translation>Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>a file of the workspace that only you can read</source>
        <translation>Datei im Arbeitsbereich, die nur Sie lesen können</translation>
    </message>
    <message>
        <source>&amp;Keep it in</source>
        <translation>&amp;Aufbewahrungsort</translation>
    </message>
    <message>
        <source>How long the old one may be used</source>
        <translation>Wie lange das alte noch verwendbar ist</translation>
    </message>
    <message>
        <source> h</source>
        <translation> h</translation>
    </message>
    <message>
        <source>The &amp;old one may be used for</source>
        <translation>Das al&amp;te ist noch verwendbar für</translation>
    </message>
    <message>
        <source>It is &amp;good until</source>
        <translation>Es ist gü&amp;ltig bis</translation>
    </message>
    <message>
        <source>The day on which it expires</source>
        <translation>Der Tag, an dem es abläuft</translation>
    </message>
    <message>
        <source>The service %1 is asked for a new one, as its definition says. To give one yourself: cairn credential rotate %2 --ask.</source>
        <translation>Der Dienst %1 wird um ein neues gebeten, wie es seine Definition sagt. Um selbst eines anzugeben: cairn credential rotate %2 --ask.</translation>
    </message>
</context>
<context>
    <name>cairn::CredentialsModel</name>
    <message>
        <source>Good</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Expires soon</source>
        <translation>Läuft bald ab</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>Nirgends</translation>
    </message>
    <message>
        <source>The service manager</source>
        <translation>Dienstmanager</translation>
    </message>
    <message>
        <source>The vault&apos;s command</source>
        <translation>Befehl des Tresors</translation>
    </message>
    <message>
        <source>The keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>A file of the workspace</source>
        <translation>Datei im Arbeitsbereich</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>never said</source>
        <translation>ohne Angabe</translation>
    </message>
    <message>
        <source>nothing names it</source>
        <translation>nirgends genannt</translation>
    </message>
    <message>
        <source>Set %1 by %2</source>
        <translation>Gesetzt %1 von %2</translation>
    </message>
    <message>
        <source>It was not set by Cairn</source>
        <translation>Nicht von Cairn gesetzt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Aufbewahrungsort</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Gesetzt</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Verwendet von</translation>
    </message>
    <message>
        <source>Unusable</source>
        <translation>Unbrauchbar</translation>
    </message>
</context>
<context>
    <name>cairn::CredentialsPage</name>
    <message>
        <source>&amp;Set…</source>
        <translation>Set&amp;zen…</translation>
    </message>
    <message>
        <source>Ro&amp;tate…</source>
        <translation>&amp;Wechseln…</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>Looking into the vaults…</source>
        <translation>In den Tresoren wird nachgesehen…</translation>
    </message>
    <message>
        <source>Secrets are kept in the system&apos;s keychain, or where the workspace says; never in its definitions or its store.</source>
        <translation>Geheimnisse liegen im Schlüsselbund des Systems oder dort, wo der Arbeitsbereich es festlegt; nie in seinen Definitionen oder seinem Datenspeicher.</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>No credential is named</source>
        <translation>Es sind keine Zugangsdaten genannt</translation>
    </message>
    <message>
        <source>Write &lt;code&gt;credential: { kind: bearer, key: NAME }&lt;/code&gt; into a service&apos;s file; then its secret is set here.</source>
        <translation>Schreiben Sie &lt;code&gt;credential: { kind: bearer, key: NAME }&lt;/code&gt; in die Datei eines Dienstes; dann wird das Geheimnis hier gesetzt.</translation>
    </message>
    <message>
        <source>%1 is in %2. The one before it may be used until %3.</source>
        <translation>%1 liegt hier: %2. Das vorige ist noch bis %3 verwendbar.</translation>
    </message>
    <message>
        <source>%1 is in %2.</source>
        <translation>%1 liegt hier: %2.</translation>
    </message>
    <message>
        <source>%1 is set</source>
        <translation>%1 ist gesetzt</translation>
    </message>
    <message>
        <source>%1 is rotated</source>
        <translation>%1 ist gewechselt</translation>
    </message>
    <message>
        <source>%1 is removed</source>
        <translation>%1 ist entfernt</translation>
    </message>
    <message>
        <source>%1 is found in %2 first: what was set will not be used</source>
        <translation>%1 wird zuerst in %2 gefunden: Das Gesetzte wird nicht verwendet</translation>
    </message>
    <message>
        <source>Take it away there, or change it there</source>
        <translation>Dort entfernen oder dort ändern</translation>
    </message>
</context>
<context>
    <name>cairn::DataProtectionPage</name>
    <message>
        <source>what Cairn knows as %1</source>
        <translation>was Cairn als %1 kennt</translation>
    </message>
    <message>
        <source>regular expression %1</source>
        <translation>regulärer Ausdruck %1</translation>
    </message>
    <message>
        <source>jq over JSON documents: %1</source>
        <translation>jq über JSON-Dokumente: %1</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>the pipeline as it was applied</source>
        <translation>die Pipeline, wie sie angewendet wurde</translation>
    </message>
    <message>
        <source>%1 (quarantine)</source>
        <translation>%1 (Quarantäne)</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>nirgends</translation>
    </message>
    <message>
        <source>What a pipeline protects goes to no service that is not cleared for it. Wherever payloads are looked at, all classes are covered until somebody says why not. Values under names such as authorization, token, password or api_key are not recorded in addresses.</source>
        <translation>Was eine Pipeline schützt, geht an keinen Dienst, der dafür nicht freigegeben ist. Wo Inhalte angesehen werden, sind alle Klassen verdeckt, bis jemand sagt, warum nicht. Werte unter Namen wie authorization, token, password oder api_key werden in Adressen nicht festgehalten.</translation>
    </message>
    <message>
        <source>Sensitive data</source>
        <translation>Schützenswerte Daten</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>Gefunden durch</translation>
    </message>
    <message>
        <source>Said in</source>
        <translation>Steht in</translation>
    </message>
    <message>
        <source>Protected in</source>
        <translation>Geschützt in</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Classes of data</source>
        <translation>Datenklassen</translation>
    </message>
    <message>
        <source>A &amp;text</source>
        <translation>Ein &amp;Text</translation>
    </message>
    <message>
        <source>In the payload inspector</source>
        <translation>Im Inhaltsfenster</translation>
    </message>
    <message>
        <source>In an incident file</source>
        <translation>In einer Störungsdatei</translation>
    </message>
    <message>
        <source>Type or paste what may be sensitive: it is not kept</source>
        <translation>Hier tippen oder einfügen, was schützenswert sein kann: es wird nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Open cairn.yaml</source>
        <translation>cairn.yaml ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Read abo&amp;ut data protection</source>
        <translation>Über Dat&amp;enschutz lesen</translation>
    </message>
    <message>
        <source>no service</source>
        <translation>kein Dienst</translation>
    </message>
    <message>
        <source>No class is found in it.</source>
        <translation>Keine Klasse ist darin gefunden.</translation>
    </message>
    <message>
        <source>Found: %1.</source>
        <translation>Gefunden: %1.</translation>
    </message>
</context>
<context>
    <name>cairn::DeedDialog</name>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message numerus="yes">
        <source>%1: for all %Ln step(s)?</source>
        <translation>
            <numerusform>%1: für %Ln Schritt?</numerusform>
            <numerusform>%1: für alle %Ln Schritte?</numerusform>
        </translation>
    </message>
    <message>
        <source>One at a time is decided in the list of failures.</source>
        <translation>Einzeln wird in der Liste der Fehler entschieden.</translation>
    </message>
    <message>
        <source>I have &amp;looked at each of them: it is true of all</source>
        <translation>Ich habe &amp;jeden davon angesehen: Es gilt für alle</translation>
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
    <message>
        <source>this console has not shown the test alert: desktop notifications are off</source>
        <translation>diese Konsole hat den Testalarm nicht gezeigt: Desktop-Benachrichtigungen sind ausgeschaltet</translation>
    </message>
    <message>
        <source>“Desktop notifications” in the menu “Display” switches them on</source>
        <translation>„Desktop-Benachrichtigungen“ im Menü „Darstellung“ schaltet sie ein</translation>
    </message>
    <message>
        <source>the desktop has not shown the test alert, and shows no others: %1</source>
        <translation>der Desktop hat den Testalarm nicht gezeigt und zeigt auch keine anderen: %1</translation>
    </message>
    <message>
        <source>Start what shows notifications there; a webhook reaches people without it</source>
        <translation>Starten Sie dort, was Benachrichtigungen zeigt; ein Webhook erreicht Menschen auch ohne das</translation>
    </message>
    <message>
        <source>The desktop has shown the test alert.</source>
        <translation>Der Desktop hat den Testalarm gezeigt.</translation>
    </message>
</context>
<context>
    <name>cairn::DesktopNotifications</name>
    <message>
        <source>there is no session bus</source>
        <translation>es gibt keinen Session-Bus</translation>
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
    <message>
        <source>Copy as cURL</source>
        <translation>Als cURL kopieren</translation>
    </message>
</context>
<context>
    <name>cairn::DifferencesView</name>
    <message>
        <source>Differences line by line</source>
        <translation>Unterschiede Zeile für Zeile</translation>
    </message>
    <message>
        <source>%1; cairn.yaml gives it something else. Text: %2</source>
        <translation>%1; cairn.yaml gibt ihm etwas anderes vor. Text: %2</translation>
    </message>
    <message>
        <source>%1. Text: %2</source>
        <translation>%1. Text: %2</translation>
    </message>
</context>
<context>
    <name>cairn::DisplayPage</name>
    <message>
        <source>On the desktop</source>
        <translation>Auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The desktop&apos;s language is %1. Another choice holds from the console&apos;s next start on; numbers and dates follow it.</source>
        <translation>Die Sprache des Desktops ist %1. Eine andere Wahl gilt vom nächsten Start der Konsole an; Zahlen und Datumsangaben folgen ihr.</translation>
    </message>
    <message>
        <source>none in particular</source>
        <translation>nicht festgelegt</translation>
    </message>
    <message>
        <source>As the des&amp;ktop</source>
        <translation>Wie der Des&amp;ktop</translation>
    </message>
</context>
<context>
    <name>cairn::DraftBar</name>
    <message>
        <source>&amp;Keep mine</source>
        <translation>&amp;Meinen behalten</translation>
    </message>
    <message>
        <source>Take the draft as a change of the revision that is live now</source>
        <translation>Den Entwurf als Änderung der Revision übernehmen, die jetzt in Kraft ist</translation>
    </message>
    <message>
        <source>Go back to what is live</source>
        <translation>Zurück zu dem, was in Kraft ist</translation>
    </message>
    <message>
        <source>&amp;Apply…</source>
        <translation>An&amp;wenden…</translation>
    </message>
    <message>
        <source>Make the draft the live revision; a reason is asked for</source>
        <translation>Den Entwurf als Revision in Kraft setzen; dabei wird nach einem Grund gefragt</translation>
    </message>
    <message>
        <source>The draft cannot be applied</source>
        <translation>Der Entwurf lässt sich nicht anwenden</translation>
    </message>
    <message>
        <source>Only the text is another</source>
        <translation>Nur der Text ist ein anderer</translation>
    </message>
    <message>
        <source>Comments or order: there is nothing to apply</source>
        <translation>Kommentare oder Reihenfolge: Es gibt nichts anzuwenden</translation>
    </message>
    <message>
        <source>Nothing speaks against it</source>
        <translation>Nichts spricht dagegen</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>Entwurf: %1</translation>
    </message>
    <message>
        <source>%1 has recorded revision %2 meanwhile</source>
        <translation>%1 hat inzwischen Revision %2 aufgezeichnet</translation>
    </message>
    <message>
        <source>This draft was begun from revision %1. Compare below: keep it as a change of the new one, or discard it.</source>
        <translation>Dieser Entwurf wurde auf der Grundlage von Revision %1 begonnen. Vergleichen Sie unten: Behalten Sie ihn als Änderung der neuen, oder verwerfen Sie ihn.</translation>
    </message>
    <message>
        <source>Its live revision is being read</source>
        <translation>Die Revision, die in Kraft ist, wird gelesen</translation>
    </message>
    <message>
        <source>This is live</source>
        <translation>Das ist in Kraft</translation>
    </message>
    <message>
        <source>Change a value or the text to begin a draft; nothing happens until it is applied</source>
        <translation>Ändern Sie einen Wert oder den Text, um einen Entwurf zu beginnen; es geschieht nichts, bis er angewendet wird</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Draft of the policy</source>
        <translation>Entwurf der Regeln</translation>
    </message>
    <message>
        <source>It changes again what was changed since revision %1: %2.</source>
        <translation>Er ändert erneut, was seit Revision %1 geändert wurde: %2.</translation>
    </message>
    <message>
        <source>Di&amp;scard</source>
        <translation>Verwer&amp;fen</translation>
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
    <message>
        <source>You may not submit files</source>
        <translation>Sie dürfen keine Dateien einreichen</translation>
    </message>
</context>
<context>
    <name>cairn::DurationSpin</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Write a time with its unit, like 500ms, 1.5s or 10m</source>
        <translation>Schreiben Sie eine Zeit mit Einheit, etwa 500ms, 1,5s oder 10m</translation>
    </message>
    <message>
        <source>Write a time with its unit, like 500ms, 1.5s or 10m, or 0s for none</source>
        <translation>Schreiben Sie eine Zeit mit Einheit, etwa 500ms, 1,5s oder 10m, oder 0s für keine</translation>
    </message>
    <message>
        <source>Write whole milliseconds, from 1ms to 3660d, or 0s for none</source>
        <translation>Schreiben Sie ganze Millisekunden, von 1ms bis 3660d, oder 0s für keine</translation>
    </message>
    <message>
        <source>Write whole milliseconds, from 1ms to 3660d</source>
        <translation>Schreiben Sie ganze Millisekunden, von 1ms bis 3660d</translation>
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
        <translation>Bearbeiten und wiederaufnehmen</translation>
    </message>
    <message>
        <source>Resume with the edit</source>
        <translation>Mit der Änderung wiederaufnehmen</translation>
    </message>
    <message>
        <source>Load what it sends now</source>
        <translation>Laden, was er jetzt sendet</translation>
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
    <message>
        <source>What step %1 sends</source>
        <translation>Was Schritt %1 sendet</translation>
    </message>
    <message>
        <source>Looking for sensitive data in it…</source>
        <translation>Wird nach sensiblen Daten durchsucht…</translation>
    </message>
    <message>
        <source>What is masked has to be revealed before it is edited; it can also be replaced by a file.</source>
        <translation>Maskiertes muss aufgedeckt werden, bevor es bearbeitet wird; es lässt sich auch durch eine Datei ersetzen.</translation>
    </message>
    <message>
        <source>It can be replaced by a file.</source>
        <translation>Es lässt sich durch eine Datei ersetzen.</translation>
    </message>
    <message>
        <source>What you have changed is lost if you load it anew: once more to load.</source>
        <translation>Was Sie geändert haben, geht verloren, wenn Sie neu laden: zum Laden noch einmal.</translation>
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
        <translation>S&amp;tarten</translation>
    </message>
    <message>
        <source>&amp;Give up</source>
        <translation>Au&amp;fgeben</translation>
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
        <translation>Erneut s&amp;tarten</translation>
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
    <message>
        <source>Sho&amp;w its runs</source>
        <translation>Ihre Läufe &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Give up…</source>
        <translation>Au&amp;fgeben…</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Give this exercise up?</source>
        <translation>Diese Übung aufgeben?</translation>
    </message>
    <message>
        <source>It ends as not reached, and what is unfinished of its runs is cancelled.</source>
        <translation>Sie endet als nicht erreicht, und was von ihren Läufen nicht fertig ist, wird abgebrochen.</translation>
    </message>
    <message>
        <source>Go &amp;on with it</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <source>&amp;Start again…</source>
        <translation>Erneut s&amp;tarten…</translation>
    </message>
    <message>
        <source>&amp;Start…</source>
        <translation>S&amp;tarten…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start this exercise?</source>
        <translation>Diese Übung starten?</translation>
    </message>
    <message>
        <source>The one that is under way ends as not reached, and what is unfinished of its runs is cancelled.</source>
        <translation>Die laufende endet als nicht erreicht, und was von ihren Läufen nicht fertig ist, wird abgebrochen.</translation>
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
        <translation>Störfälle der Demo-Dienste</translation>
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
    <name>cairn::FieldEditor</name>
    <message>
        <source>Take it out of the file: what is inherited or the default rules then</source>
        <translation>Aus der Datei entfernen: Dann gilt, was geerbt ist, oder die Vorgabe</translation>
    </message>
    <message>
        <source>Take out “%1”</source>
        <translation>„%1“ entfernen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>as others</source>
        <translation>wie die anderen</translation>
    </message>
    <message>
        <source>“%1” is not taken. %2.</source>
        <translation>„%1“ wird nicht übernommen. %2.</translation>
    </message>
</context>
<context>
    <name>cairn::FilePage</name>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Steps as the text has them</source>
        <translation>Schritte, wie der Text sie hat</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Zurück (Esc)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>Nächstes Problem</translation>
    </message>
    <message>
        <source>Previous problem</source>
        <translation>Voriges Problem</translation>
    </message>
    <message>
        <source>somebody else has changed the file meanwhile</source>
        <translation>jemand anderes hat die Datei inzwischen geändert</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>File of the workspace</source>
        <translation>Datei des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>not in this file</source>
        <translation>nicht in dieser Datei</translation>
    </message>
    <message>
        <source>the file is not there any more</source>
        <translation>die Datei ist nicht mehr da</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>wird geprüft…</translation>
    </message>
    <message>
        <source>it is not there any more; saving makes it anew</source>
        <translation>sie ist nicht mehr da; Speichern legt sie neu an</translation>
    </message>
    <message>
        <source>no UTF-8 text: it cannot be changed here</source>
        <translation>kein UTF-8-Text: hier nicht zu ändern</translation>
    </message>
    <message>
        <source>your role may only read it</source>
        <translation>Ihre Rolle darf sie nur lesen</translation>
    </message>
    <message>
        <source>Save over it…</source>
        <translation>Überschreiben…</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
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
    <message>
        <source>The demo makes the example workspace “intake” and starts five small services on this machine: scan, extract, thumbnail, publish and notice. They listen on 127.0.0.1 only, nothing leaves this computer, and they end with the console. Their faults can be switched on to practise.</source>
        <translation>Die Vorführung legt den Beispiel-Arbeitsbereich „intake“ an und startet fünf kleine Dienste auf diesem Rechner: scan, extract, thumbnail, publish und notice. Sie lauschen nur auf 127.0.0.1, nichts verlässt diesen Rechner, und sie enden mit der Konsole. Ihre Fehler lassen sich einschalten, um zu üben.</translation>
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
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, Versuch %2</translation>
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
    <name>cairn::HistoryModel</name>
    <message>
        <source>%1: “%2”</source>
        <translation>%1: „%2“</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failure(s)</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>with an edited payload</source>
        <translation>mit geänderten Daten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln abgelehnt</numerusform>
            <numerusform>%Ln abgelehnt</numerusform>
        </translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message numerus="yes">
        <source>at least %Ln failures</source>
        <translation>
            <numerusform>mindestens %Ln Fehler</numerusform>
            <numerusform>mindestens %Ln Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>Older ones: see the audit</source>
        <translation>Ältere: siehe Audit</translation>
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
        <translation>&amp;Patchen und wiederaufnehmen…</translation>
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
        <source>“%1” can be asked for none of these steps</source>
        <translation>„%1“ kann von keinem dieser Schritte verlangt werden</translation>
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
    <message>
        <source>%L1 payloads are left out: too many, too large, damaged or erased.</source>
        <translation>%L1 Inhalte sind ausgelassen: zu viele, zu groß, beschädigt oder gelöscht.</translation>
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
    <name>cairn::IntakeProgress</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What is taken in already stays; the other files are not submitted</source>
        <translation>Was schon aufgenommen ist, bleibt; die anderen Dateien werden nicht eingereicht</translation>
    </message>
    <message>
        <source>Taking in a file…</source>
        <translation>Eine Datei wird aufgenommen…</translation>
    </message>
    <message>
        <source>Taking in file %1 of %2…</source>
        <translation>Datei %1 von %2 wird aufgenommen…</translation>
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
    <message>
        <source>Request of %1, attempt %2</source>
        <translation>Anfrage von %1, Versuch %2</translation>
    </message>
    <message>
        <source>Response of %1, attempt %2</source>
        <translation>Antwort von %1, Versuch %2</translation>
    </message>
    <message>
        <source>Output %1</source>
        <translation>Ausgabe %1</translation>
    </message>
</context>
<context>
    <name>cairn::LinkCard</name>
    <message>
        <source>O&amp;pen this workspace</source>
        <translation>Diesen Arbeitsbereich ö&amp;ffnen</translation>
    </message>
    <message>
        <source>From then on links lead there without a question</source>
        <translation>Von da an führen Links ohne Frage dorthin</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>&amp;Lassen</translation>
    </message>
    <message>
        <source>The link leads nowhere</source>
        <translation>Der Link führt nirgendwohin</translation>
    </message>
    <message>
        <source>A link wants to open %1</source>
        <translation>Ein Link will %1 öffnen</translation>
    </message>
    <message>
        <source>This workspace was never opened here. Its definitions are applied, and its commands run as you: open it only if you know whose it is.</source>
        <translation>Dieser Arbeitsbereich wurde hier nie geöffnet. Seine Definitionen werden angewandt, und seine Befehle laufen unter Ihrem Namen: Öffnen Sie ihn nur, wenn Sie wissen, wem er gehört.</translation>
    </message>
    <message>
        <source>Which workspace is the link about?</source>
        <translation>Um welchen Arbeitsbereich geht es in dem Link?</translation>
    </message>
    <message>
        <source>%1 does not say. Open the one that is meant: the link leads into it.</source>
        <translation>%1 sagt es nicht. Öffnen Sie den gemeinten: Der Link führt dort hinein.</translation>
    </message>
</context>
<context>
    <name>cairn::MainWindow</name>
    <message>
        <source>&amp;Submit files…</source>
        <translation>Dateien &amp;einreichen…</translation>
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
    <message>
        <source>&amp;Services</source>
        <translation>D&amp;ienste</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>What-if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Empfehlungen</translation>
    </message>
    <message>
        <source>Breaker</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Trends</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Überprüfung</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>S&amp;ettings</source>
        <translation>Ei&amp;nstellungen</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Datenspeicher</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Order %1 (“%2”) has stopped by itself: %3. Ctrl+K finds it.</source>
        <translation>Auftrag %1 („%2“) hat von selbst angehalten: %3. Strg+K findet ihn.</translation>
    </message>
    <message>
        <source>Saved vie&amp;ws</source>
        <translation>&amp;Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Fi&amp;lter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Data protection</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>no program here opens this address</source>
        <translation>kein Programm hier öffnet diese Adresse</translation>
    </message>
</context>
<context>
    <name>cairn::MaskBanner</name>
    <message numerus="yes">
        <source>%Ln payment card(s)</source>
        <translation>
            <numerusform>%Ln Zahlungskarte</numerusform>
            <numerusform>%Ln Zahlungskarten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bank account(s)</source>
        <translation>
            <numerusform>%Ln Bankkonto</numerusform>
            <numerusform>%Ln Bankkonten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln e-mail address(es)</source>
        <translation>
            <numerusform>%Ln E-Mail-Adresse</numerusform>
            <numerusform>%Ln E-Mail-Adressen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln phone number(s)</source>
        <translation>
            <numerusform>%Ln Telefonnummer</numerusform>
            <numerusform>%Ln Telefonnummern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln national id(s)</source>
        <translation>
            <numerusform>%Ln amtliche Personennummer</numerusform>
            <numerusform>%Ln amtliche Personennummern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln private key(s)</source>
        <translation>
            <numerusform>%Ln privater Schlüssel</numerusform>
            <numerusform>%Ln private Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln Token</numerusform>
            <numerusform>%Ln Token</numerusform>
        </translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Show what is masked?</source>
        <translation>Maskiertes aufdecken?</translation>
    </message>
    <message>
        <source>&amp;Why</source>
        <translation>&amp;Warum</translation>
    </message>
    <message>
        <source>Reveal…</source>
        <translation>Aufdecken…</translation>
    </message>
    <message>
        <source>Masked: %1.</source>
        <translation>Maskiert: %1.</translation>
    </message>
    <message>
        <source>Shown as it is, which the audit knows.</source>
        <translation>Unmaskiert gezeigt; im Protokoll festgehalten.</translation>
    </message>
    <message>
        <source>Shown, which the audit knows: %1.</source>
        <translation>Unmaskiert gezeigt, im Protokoll festgehalten: %1.</translation>
    </message>
    <message>
        <source>It could not be looked through for sensitive data. What is recognised here is masked.</source>
        <translation>Der Inhalt konnte nicht nach sensiblen Daten durchsucht werden. Was hier erkannt wird, ist maskiert.</translation>
    </message>
    <message>
        <source>what nobody has counted</source>
        <translation>was niemand gezählt hat</translation>
    </message>
    <message>
        <source>%1 (all of it)</source>
        <translation>%1 (alles)</translation>
    </message>
    <message>
        <source>%1 (%L2)</source>
        <translation>%1 (%L2)</translation>
    </message>
    <message>
        <source>It has %1. They are shown in this window until it is closed or shows something else, and can be saved, copied and edited from it. That you did so, and why, is put into the audit.</source>
        <translation>Darin ist: %1. Es wird in diesem Fenster gezeigt, bis es geschlossen wird oder etwas anderes zeigt, und lässt sich daraus speichern, kopieren und bearbeiten. Dass Sie es getan haben, und warum, kommt in das Protokoll.</translation>
    </message>
    <message>
        <source>Shown as it is.</source>
        <translation>Unverändert gezeigt.</translation>
    </message>
    <message>
        <source>Shown: %1.</source>
        <translation>Gezeigt: %1.</translation>
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
    <message>
        <source>It &amp;happened</source>
        <translation>Ist &amp;geschehen</translation>
    </message>
    <message>
        <source>It did &amp;not happen</source>
        <translation>Ist &amp;nicht geschehen</translation>
    </message>
    <message>
        <source>“%1” is recorded for run %2; the runner carries it out.</source>
        <translation>„%1“ ist für Lauf %2 aufgezeichnet; der Runner führt es aus.</translation>
    </message>
    <message>
        <source>&amp;Edit and resume…</source>
        <translation>&amp;Bearbeiten und wiederaufnehmen…</translation>
    </message>
    <message>
        <source>&amp;Retry this one…</source>
        <translation>Nur dies &amp;wiederholen…</translation>
    </message>
    <message>
        <source>&amp;Skip this one…</source>
        <translation>Nur dies &amp;überspringen…</translation>
    </message>
    <message>
        <source>&amp;Ask its service again…</source>
        <translation>Den &amp;Dienst noch einmal fragen…</translation>
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
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
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
    <name>cairn::NumberSpin</name>
    <message>
        <source>Write a number from %1 to %2</source>
        <translation>Schreiben Sie eine Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>Write a whole number from %1 to %2</source>
        <translation>Schreiben Sie eine ganze Zahl von %1 bis %2</translation>
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
    <message>
        <source>Good ends today</source>
        <translation>Gute Ausgänge heute</translation>
    </message>
    <message>
        <source>Ends of runs, by outcome</source>
        <translation>Ausgänge der Läufe</translation>
    </message>
    <message>
        <source>Succeeded or degraded; the others were blocked, or their outcome is unknown. Cancelled runs do not count: %L1 today. Ends are counted, not runs: one that is retried in vain comes to another each time, and stands once in the list</source>
        <translation>Gelungen oder eingeschränkt; die anderen wurden blockiert, oder ihr Ausgang ist unbekannt. Abgebrochene Läufe zählen nicht: heute %L1. Gezählt werden Ausgänge, nicht Läufe: einer, der vergeblich wiederholt wird, hat jedes Mal einen weiteren und steht einmal in der Liste</translation>
    </message>
</context>
<context>
    <name>cairn::OverwriteDialog</name>
    <message>
        <source>Save over it</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>What your text changes in theirs</source>
        <translation>Was Ihr Text am anderen ändert</translation>
    </message>
    <message>
        <source>&amp;Save over it</source>
        <translation>Ü&amp;berschreiben</translation>
    </message>
    <message>
        <source>&amp;Go on writing</source>
        <translation>&amp;Weiterschreiben</translation>
    </message>
    <message>
        <source>Save over what somebody else has written?</source>
        <translation>Überschreiben, was jemand anders geschrieben hat?</translation>
    </message>
    <message>
        <source>%1 has been changed since you began. What your text makes of it: %2.</source>
        <translation>%1 wurde geändert, seit Sie begonnen haben. Was Ihr Text daraus macht: %2.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>What theirs changes in your text</source>
        <translation>Was der andere an Ihrem Text ändert</translation>
    </message>
    <message>
        <source>&amp;Discard mine</source>
        <translation>Meinen &amp;verwerfen</translation>
    </message>
    <message>
        <source>Lose what you have written?</source>
        <translation>Verlieren, was Sie geschrieben haben?</translation>
    </message>
    <message>
        <source>%1 has been changed since you began. What becomes of your text: %2. It cannot be undone.</source>
        <translation>%1 wurde geändert, seit Sie begonnen haben. Was aus Ihrem Text wird: %2. Das lässt sich nicht rückgängig machen.</translation>
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
    <name>cairn::PalettePlaces</name>
    <message>
        <source>Settings: %1</source>
        <translation>Einstellungen: %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Guide: %1</source>
        <translation>Handbuch: %1</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Dienst %1</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Policy of %1: edit, apply</source>
        <translation>Regeln von %1: bearbeiten, anwenden</translation>
    </message>
    <message>
        <source>What-if for %1</source>
        <translation>Was wäre, wenn: %1</translation>
    </message>
    <message>
        <source>Advice about %1</source>
        <translation>Empfehlungen zu %1</translation>
    </message>
    <message>
        <source>Breaker of %1: force, release, probe</source>
        <translation>Schutzschalter von %1: erzwingen, freigeben, probeweise anfragen</translation>
    </message>
    <message>
        <source>Trends of %1</source>
        <translation>Trends von %1</translation>
    </message>
    <message>
        <source>Policy review of %1: sign off</source>
        <translation>Überprüfung der Regeln von %1: abzeichnen</translation>
    </message>
    <message>
        <source>History of %1: compare, roll back</source>
        <translation>Verlauf von %1: vergleichen, zurücksetzen</translation>
    </message>
    <message>
        <source>Policy reviews of all services</source>
        <translation>Überprüfungen der Regeln aller Dienste</translation>
    </message>
    <message>
        <source>Order %1: “%2”, stopped</source>
        <translation>Auftrag %1: „%2“, angehalten</translation>
    </message>
    <message>
        <source>Order %1: “%2”, being carried out</source>
        <translation>Auftrag %1: „%2“, wird ausgeführt</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Apply the workspace’s files</source>
        <translation>Die Dateien des Arbeitsbereichs anwenden</translation>
    </message>
    <message>
        <source>Pipelines</source>
        <translation>Pipelines</translation>
    </message>
    <message>
        <source>Pipeline %1</source>
        <translation>Pipeline %1</translation>
    </message>
    <message>
        <source>Edit the file of pipeline %1</source>
        <translation>Die Datei der Pipeline %1 bearbeiten</translation>
    </message>
    <message>
        <source>Runbook %1: %2</source>
        <translation>Runbook %1: %2</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>Runbooks</translation>
    </message>
    <message>
        <source>Edit the file of runbook %1</source>
        <translation>Die Datei des Runbooks %1 bearbeiten</translation>
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
        <translation>Patchen und wiederaufnehmen</translation>
    </message>
    <message>
        <source>&amp;jq program, applied to the JSON that each step sends</source>
        <translation>&amp;jq-Programm, angewendet auf das JSON, das jeder Schritt sendet</translation>
    </message>
    <message numerus="yes">
        <source>Resume %Ln step(s)</source>
        <translation>
            <numerusform>%Ln Schritt wiederaufnehmen</numerusform>
            <numerusform>%Ln Schritte wiederaufnehmen</numerusform>
        </translation>
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
    <message>
        <source>What you have written is lost if you leave now: once more to leave.</source>
        <translation>Was Sie geschrieben haben, geht verloren, wenn Sie jetzt schließen: zum Schließen noch einmal.</translation>
    </message>
    <message>
        <source>What it makes of this is not shown: it does not work on what is covered.</source>
        <translation>Was es daraus macht, wird nicht gezeigt: Mit Verdecktem kommt es nicht zurecht.</translation>
    </message>
    <message>
        <source>Some of this is covered, and asterisks for the program: of the data it may make something else.</source>
        <translation>Einiges davon ist verdeckt, und für das Programm sind es Sternchen: Aus den Daten selbst macht es vielleicht etwas anderes.</translation>
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
    <message>
        <source>Run %1: %2</source>
        <translation>Lauf %1: %2</translation>
    </message>
    <message>
        <source>Nothing is compared. %1</source>
        <translation>Nichts wird verglichen. %1</translation>
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
    <message>
        <source>This is a program, a script or a web page, whatever its name says: it is not opened</source>
        <translation>Das ist ein Programm, ein Skript oder eine Webseite, wie auch immer es heißt: es wird nicht geöffnet</translation>
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
    <message>
        <source>It is recorded; the runner carries it out.</source>
        <translation>Es ist aufgezeichnet; der Runner führt es aus.</translation>
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
        <translation>Kopfzeilen</translation>
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
    <message>
        <source>This answer was not accepted. %1: %2</source>
        <translation>Diese Antwort wurde nicht angenommen. %1: %2</translation>
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
    <message>
        <source>Edit and resume…</source>
        <translation>Bearbeiten und wiederaufnehmen…</translation>
    </message>
    <message>
        <source>What the step sends can be edited; this is what it got</source>
        <translation>Bearbeiten lässt sich, was der Schritt sendet; dies ist, was er bekommen hat</translation>
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
    <message>
        <source>retired</source>
        <translation>außer Betrieb</translation>
    </message>
    <message>
        <source>file differs</source>
        <translation>Datei weicht ab</translation>
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
    <message>
        <source>R&amp;un a file…</source>
        <translation>Datei e&amp;inreichen…</translation>
    </message>
    <message>
        <source>&amp;Edit the file…</source>
        <translation>Datei &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>Write the file of this pipeline; what is wrong is said at once</source>
        <translation>Die Datei dieser Pipeline schreiben; was nicht stimmt, wird sofort gesagt</translation>
    </message>
    <message>
        <source>Pipelines</source>
        <translation>Pipelines</translation>
    </message>
    <message>
        <source>version %1, retired</source>
        <translation>Version %1, außer Betrieb</translation>
    </message>
    <message>
        <source>The workspace’s files say something else than is live: see above.</source>
        <translation>Die Dateien des Arbeitsbereichs sagen etwas anderes, als gilt: siehe oben.</translation>
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
    <message>
        <source>%1, retired as version %2</source>
        <translation>%1, außer Betrieb als Version %2</translation>
    </message>
    <message>
        <source>its file differs</source>
        <translation>seine Datei weicht ab</translation>
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
    <message>
        <source>There is no pipeline %1 in this workspace</source>
        <translation>In diesem Arbeitsbereich gibt es keine Pipeline %1</translation>
    </message>
</context>
<context>
    <name>cairn::PolicyDraft</name>
    <message>
        <source>this is service “%1”, and it cannot be renamed here</source>
        <translation>das ist der Dienst „%1“, und er kann hier nicht umbenannt werden</translation>
    </message>
    <message>
        <source>Write service: %1</source>
        <translation>Schreiben Sie service: %1</translation>
    </message>
</context>
<context>
    <name>cairn::PolicyForm</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The text is not YAML. Mend it first: what is wrong stands at its line.</source>
        <translation>Der Text ist kein YAML. Berichtigen Sie ihn zuerst: Was nicht stimmt, steht bei seiner Zeile.</translation>
    </message>
    <message>
        <source>Time limits</source>
        <translation>Fristen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Retry budget</source>
        <translation>Wiederholungsbudget</translation>
    </message>
    <message>
        <source>Circuit breaker</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Attempts by kind of failure</source>
        <translation>Versuche nach Art des Fehlers</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>Mehrfaches Senden</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Vertrag</translation>
    </message>
    <message>
        <source>Rules about answers</source>
        <translation>Regeln für Antworten</translation>
    </message>
    <message>
        <source>None: answers mean what they usually mean. Rules are written in the YAML, under categories.</source>
        <translation>Keine: Antworten bedeuten, was sie üblicherweise bedeuten. Regeln für Antworten stehen im YAML, unter categories.</translation>
    </message>
</context>
<context>
    <name>cairn::PolicyPage</name>
    <message>
        <source>Definition as YAML</source>
        <translation>Definition als YAML</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Differences to what is live</source>
        <translation>Unterschiede zu dem, was in Kraft ist</translation>
    </message>
</context>
<context>
    <name>cairn::PolicyReviewPage</name>
    <message>
        <source>%1 (promised: %2)</source>
        <translation>%1 (zugesagt: %2)</translation>
    </message>
    <message>
        <source>Sign &amp;off…</source>
        <translation>Abzei&amp;chnen…</translation>
    </message>
    <message>
        <source>Policy review</source>
        <translation>Überprüfung der Regeln</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>No review</source>
        <translation>Keine Überprüfung</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No service chosen</source>
        <translation>Kein Dienst gewählt</translation>
    </message>
    <message>
        <source>Here stands what a month says about its policy.</source>
        <translation>Hier steht, was ein Monat über seine Regeln sagt.</translation>
    </message>
    <message>
        <source>Looking through the month…</source>
        <translation>Der Monat wird durchgesehen…</translation>
    </message>
    <message>
        <source>Signed off by %1, %2: %3</source>
        <translation>Abgezeichnet von %1, %2: %3</translation>
    </message>
    <message>
        <source>The month is not over; what is seen so far</source>
        <translation>Der Monat ist noch nicht vorbei; was bisher zu sehen ist</translation>
    </message>
    <message>
        <source>Nothing happened in this month</source>
        <translation>In diesem Monat geschah nichts</translation>
    </message>
    <message>
        <source>Overdue since %1</source>
        <translation>Überfällig seit %1</translation>
    </message>
    <message>
        <source>To be signed off until %1</source>
        <translation>Abzuzeichnen bis %1</translation>
    </message>
    <message>
        <source>Last signed off: %1, by %2</source>
        <translation>Zuletzt abgezeichnet: %1, von %2</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Zusagen</translation>
    </message>
    <message>
        <source>Latency: 95 of 100 good answers came within %1</source>
        <translation>Latenz: 95 von 100 guten Antworten kamen innerhalb von %1</translation>
    </message>
    <message>
        <source>Latency: there was no good answer</source>
        <translation>Latenz: Es gab keine gute Antwort</translation>
    </message>
    <message>
        <source>Recovery: %1 steps failed and then succeeded, nine of ten within %2</source>
        <translation>Erholung: %1 Schritte scheiterten und gelangen dann, neun von zehn innerhalb von %2</translation>
    </message>
    <message>
        <source>Recovery: no step had to recover</source>
        <translation>Erholung: Kein Schritt musste sich erholen</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Attempts: %1, of which %2 failed</source>
        <translation>Versuche: %1, davon %2 gescheitert</translation>
    </message>
    <message>
        <source>Some failed</source>
        <translation>Einige gescheitert</translation>
    </message>
    <message>
        <source>None failed</source>
        <translation>Keiner gescheitert</translation>
    </message>
    <message>
        <source>Retries: %1, of which %2 were wasted on steps that did not pass</source>
        <translation>Wiederholungen: %1, davon %2 vergeblich, für Schritte, die nicht bestanden</translation>
    </message>
    <message>
        <source>Mostly wasted</source>
        <translation>Meist vergeblich</translation>
    </message>
    <message>
        <source>Well spent</source>
        <translation>Gut eingesetzt</translation>
    </message>
    <message>
        <source>of the newest attempts</source>
        <translation>aus den neuesten Versuchen</translation>
    </message>
    <message numerus="yes">
        <source>Breaker: opened %Ln time(s)</source>
        <translation>
            <numerusform>Schutzschalter: %Ln-mal geöffnet</numerusform>
            <numerusform>Schutzschalter: %Ln-mal geöffnet</numerusform>
        </translation>
    </message>
    <message>
        <source>It opened</source>
        <translation>Er hat geöffnet</translation>
    </message>
    <message>
        <source>It stayed closed</source>
        <translation>Er blieb geschlossen</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>Runs of incident %1</source>
        <translation>Läufe von Störung %1</translation>
    </message>
    <message>
        <source>Revisions of the policy</source>
        <translation>Revisionen der Regeln</translation>
    </message>
    <message>
        <source>Revision %1, %2, %3</source>
        <translation>Revision %1, %2, %3</translation>
    </message>
    <message>
        <source>None: revision %1 ruled all the month.</source>
        <translation>Keine: Revision %1 galt den ganzen Monat.</translation>
    </message>
    <message>
        <source>Sign off %1 for %2?</source>
        <translation>%1 für %2 abzeichnen?</translation>
    </message>
    <message>
        <source>The audit keeps that you have looked at what this month says, with its figures and your remark.</source>
        <translation>Das Protokoll hält fest, dass Sie angesehen haben, was dieser Monat sagt, mit seinen Zahlen und Ihrer Anmerkung.</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>Abzeichnen</translation>
    </message>
    <message>
        <source>What did you &amp;find?</source>
        <translation>&amp;Was haben Sie festgestellt?</translation>
    </message>
    <message>
        <source>Signed off</source>
        <translation>Abgezeichnet</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 · %Ln failure(s)</source>
        <translation>
            <numerusform>%1 · %2 · %Ln Fehler</numerusform>
            <numerusform>%1 · %2 · %Ln Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>None: it was not recorded yet.</source>
        <translation>Keine: Er war noch nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>A&amp;ll services</source>
        <translation>All&amp;e Dienste</translation>
    </message>
    <message>
        <source>since %1: of earlier runs some were removed (retention)</source>
        <translation>seit %1: Von früheren Läufen wurden einige entfernt (Aufbewahrung)</translation>
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
    <message>
        <source>Stopped: nothing is written</source>
        <translation>Gestoppt: Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>%1 is as it was.</source>
        <translation>%1 ist unverändert.</translation>
    </message>
    <message>
        <source>Failed: nothing is written</source>
        <translation>Gescheitert: Es wurde nichts geschrieben</translation>
    </message>
</context>
<context>
    <name>cairn::QuitQuestion</name>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) are on their way, and this console carries them.</source>
        <translation>
            <numerusform>Ein Lauf ist unterwegs, und diese Konsole trägt ihn.</numerusform>
            <numerusform>%Ln Läufe sind unterwegs, und diese Konsole trägt sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Bleiben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln draft(s) of a policy are not applied: %1.</source>
        <translation>
            <numerusform>%Ln Entwurf von Regeln ist nicht angewendet: %1.</numerusform>
            <numerusform>%Ln Entwürfe von Regeln sind nicht angewendet: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drafts are kept only while the console is open: they are lost.</source>
        <translation>Entwürfe bleiben nur, solange die Konsole offen ist, und gehen sonst verloren.</translation>
    </message>
    <message>
        <source>Without this console the runs stop where they are. They go on from there once a runner starts: this console, or “cairn runner”. Nothing of them is lost.</source>
        <translation>Ohne diese Konsole bleiben die Läufe stehen, wo sie sind. Von dort geht es weiter, sobald ein Runner startet: diese Konsole oder „cairn runner“. Von ihnen geht nichts verloren.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are not taken in yet.</source>
        <translation>
            <numerusform>%Ln Datei ist noch nicht aufgenommen.</numerusform>
            <numerusform>%Ln Dateien sind noch nicht aufgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are not taken in by then are not submitted.</source>
        <translation>Dateien, die bis dahin nicht aufgenommen sind, werden nicht eingereicht.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are changed and not saved: %1.</source>
        <translation>
            <numerusform>%Ln Datei ist geändert und nicht gespeichert: %1.</numerusform>
            <numerusform>%Ln Dateien sind geändert und nicht gespeichert: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is not saved is lost.</source>
        <translation>Was nicht gespeichert ist, geht verloren.</translation>
    </message>
</context>
<context>
    <name>cairn::ReasonDialog</name>
    <message>
        <source>Being recorded…</source>
        <translation>Wird festgehalten…</translation>
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
    <message numerus="yes">
        <source>Week of %1: median %2, 90 % within %3, of %Ln recoveries</source>
        <translation>
            <numerusform>Woche ab %1: Median %2, 90 % binnen %3, von %Ln Erholung</numerusform>
            <numerusform>Woche ab %1: Median %2, 90 % binnen %3, von %Ln Erholungen</numerusform>
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
    <message>
        <source>It begins before %1, with what that needs and is not done: %2.</source>
        <translation>Er beginnt vor %1, mit dem, was %1 braucht und noch nicht erledigt ist: %2.</translation>
    </message>
</context>
<context>
    <name>cairn::ReviewList</name>
    <message>
        <source>Reviews of all services</source>
        <translation>Überprüfungen aller Dienste</translation>
    </message>
</context>
<context>
    <name>cairn::ReviewsModel</name>
    <message>
        <source>Signed off</source>
        <translation>Abgezeichnet</translation>
    </message>
    <message>
        <source>Not over yet</source>
        <translation>Noch nicht vorbei</translation>
    </message>
    <message>
        <source>Nothing happened</source>
        <translation>Nichts geschehen</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Überfällig</translation>
    </message>
    <message>
        <source>To be signed off</source>
        <translation>Abzuzeichnen</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>Eingehalten</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verfehlt</translation>
    </message>
    <message>
        <source>Nothing to measure</source>
        <translation>Nichts zu messen</translation>
    </message>
    <message>
        <source>Nothing promised</source>
        <translation>Nichts zugesagt</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message numerus="yes">
        <source>%Ln overdue</source>
        <translation>
            <numerusform>%Ln überfällig</numerusform>
            <numerusform>%Ln überfällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to be signed off</source>
        <translation>
            <numerusform>%Ln abzuzeichnen</numerusform>
            <numerusform>%Ln abzuzeichnen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln signed off</source>
        <translation>
            <numerusform>%Ln abgezeichnet</numerusform>
            <numerusform>%Ln abgezeichnet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln being read</source>
        <translation>
            <numerusform>%Ln wird gelesen</numerusform>
            <numerusform>%Ln werden gelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln service(s)</source>
        <translation>
            <numerusform>%Ln Dienst</numerusform>
            <numerusform>%Ln Dienste</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Überprüfung</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation>Erholung</translation>
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
        <source>Incidents</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>Signed off by</source>
        <translation>Abgezeichnet von</translation>
    </message>
</context>
<context>
    <name>cairn::RevisionDialog</name>
    <message>
        <source>Make the draft the live policy of %1?</source>
        <translation>Den Entwurf als Regeln von %1 in Kraft setzen?</translation>
    </message>
    <message>
        <source>Take what the file says of %1?</source>
        <translation>Übernehmen, was die Datei über %1 sagt?</translation>
    </message>
    <message>
        <source>Roll %1 back to revision %2?</source>
        <translation>%1 auf Revision %2 zurücksetzen?</translation>
    </message>
    <message>
        <source>It becomes revision %1 and rules every attempt that starts from then on. Steps that are under way keep revision %2 until their next attempt. Nothing is lost: one can roll back.</source>
        <translation>Dies wird Revision %1 und gilt für jeden Versuch, der von da an beginnt. Schritte, die unterwegs sind, behalten Revision %2 bis zu ihrem nächsten Versuch. Nichts geht verloren: Es lässt sich zurücksetzen.</translation>
    </message>
    <message>
        <source>&amp;Roll back</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Dienst %1</translation>
    </message>
</context>
<context>
    <name>cairn::RevisionsModel</name>
    <message>
        <source>%L1, live</source>
        <translation>%L1, in Kraft</translation>
    </message>
    <message>
        <source>%L1</source>
        <translation>%L1</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>as revision %L1: %2</source>
        <translation>wie Revision %L1: %2</translation>
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
        <translation>Lauf abbre&amp;chen</translation>
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
        <translation>Weiter&amp;laufen lassen</translation>
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
    <message>
        <source>Somebody has decided it meanwhile</source>
        <translation>Inzwischen hat jemand darüber entschieden</translation>
    </message>
    <message numerus="yes">
        <source>“%1” is recorded for %Ln step(s); the runner carries it out.</source>
        <translation>
            <numerusform>„%1“ ist aufgezeichnet; der Runner führt es aus.</numerusform>
            <numerusform>„%1“ ist für %Ln Schritte aufgezeichnet; der Runner führt es aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>No step of it stands any more</source>
        <translation>Kein Schritt davon steht mehr</translation>
    </message>
    <message>
        <source>%1 of %2 were refused, the first: %3</source>
        <translation>%1 von %2 wurden abgelehnt, als erster: %3</translation>
    </message>
    <message>
        <source>Look at it as it stands now, and ask again if it is still needed</source>
        <translation>Sehen Sie sich an, wie es jetzt steht, und fragen Sie noch einmal, wenn es noch nötig ist</translation>
    </message>
    <message>
        <source>Nobody knows whether it happened, and its service cannot be asked: decide first</source>
        <translation>Niemand weiß, ob es geschehen ist, und sein Dienst kann nicht gefragt werden: erst entscheiden</translation>
    </message>
</context>
<context>
    <name>cairn::RunDetailPanel</name>
    <message>
        <source>Run detail</source>
        <translation>Einzelheiten des Laufs</translation>
    </message>
    <message>
        <source>Copied. The first lines say what is left out, and what else to know.</source>
        <translation>Kopiert. Die ersten Zeilen sagen, was fehlt und was sonst zu wissen ist.</translation>
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
    <message numerus="yes">
        <source>%Ln run(s) are written</source>
        <translation>
            <numerusform>%Ln Lauf ist geschrieben</numerusform>
            <numerusform>%Ln Läufe sind geschrieben</numerusform>
        </translation>
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
    <message>
        <source>Beside an incident that it fits</source>
        <translation>Neben einer Störung, zu der es passt</translation>
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
        <source>Its file was changed since; this is the text as it was then</source>
        <translation>Seine Datei wurde seither geändert; dies ist der damalige Text</translation>
    </message>
    <message>
        <source>Severity %1</source>
        <translation>Schweregrad %1</translation>
    </message>
    <message>
        <source>Followed by %1 since %2</source>
        <translation>Wird von %1 befolgt seit %2</translation>
    </message>
    <message>
        <source>Whatever you tick or do here is recorded</source>
        <translation>Was Sie hier abhaken oder tun, wird festgehalten</translation>
    </message>
    <message>
        <source>“%1” was meant for incident %2, and something else is shown by now: nothing was done</source>
        <translation>„%1“ galt Störung %2, und inzwischen wird etwas anderes gezeigt: Es wurde nichts getan</translation>
    </message>
    <message>
        <source>Look at incident %1 again, and decide again</source>
        <translation>Störung %1 noch einmal ansehen und neu entscheiden</translation>
    </message>
    <message>
        <source>No step of incident %1 has an unknown outcome: there is nothing to decide</source>
        <translation>Kein Schritt der Störung %1 hat einen unbekannten Ausgang: Es gibt nichts zu entscheiden</translation>
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
    <message>
        <source>There is no runbook %1 in this workspace</source>
        <translation>In diesem Arbeitsbereich gibt es kein Runbook %1</translation>
    </message>
    <message>
        <source>Edit the file…</source>
        <translation>Datei bearbeiten…</translation>
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
        <source>Columns and export</source>
        <translation>Spalten und Export</translation>
    </message>
    <message>
        <source>Runs appear here by themselves once somebody submits files.</source>
        <translation>Läufe erscheinen hier von selbst, sobald jemand Dateien einreicht.</translation>
    </message>
    <message>
        <source>E&amp;xport the matching runs as CSV…</source>
        <translation>Passende Läufe als CSV e&amp;xportieren…</translation>
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
    <name>cairn::SchedulePicture</name>
    <message>
        <source>Schedule of the attempts</source>
        <translation>Zeitplan der Versuche</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>step ends, %1</source>
        <translation>Schritt endet, %1</translation>
    </message>
    <message>
        <source>key forgotten, %1</source>
        <translation>Schlüssel vergessen, %1</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>≤ %1</source>
        <translation>≤ %1</translation>
    </message>
    <message>
        <source>Attempt 1 starts at once</source>
        <translation>Versuch 1 beginnt sofort</translation>
    </message>
    <message>
        <source>Attempt %1 starts after %2 to %3, about %4</source>
        <translation>Versuch %1 beginnt nach %2 bis %3, etwa nach %4</translation>
    </message>
    <message>
        <source>It may take %1</source>
        <translation>Er darf %1 dauern</translation>
    </message>
    <message>
        <source>Of these it is held for %1 because the retry budget is used up</source>
        <translation>Davon wird er %1 lang zurückgehalten, weil das Wiederholungsbudget verbraucht ist</translation>
    </message>
    <message>
        <source>It comes too late, and is not made</source>
        <translation>Er käme zu spät und wird nicht unternommen</translation>
    </message>
    <message>
        <source>It is not made where the jitter places it too late</source>
        <translation>Er wird nicht unternommen, wenn der Jitter ihn zu spät legt</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
</context>
<context>
    <name>cairn::ScheduleView</name>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>after a second</source>
        <translation>nach einer Sekunde</translation>
    </message>
    <message>
        <source>by taking too long</source>
        <translation>durch zu lange Dauer</translation>
    </message>
    <message>
        <source>How each attempt fails</source>
        <translation>Wie jeder Versuch scheitert</translation>
    </message>
    <message>
        <source>Steps that fail at the same time</source>
        <translation>Schritte, die gleichzeitig scheitern</translation>
    </message>
    <message>
        <source>They share the service&apos;s retry budget</source>
        <translation>Sie teilen sich das Wiederholungsbudget des Dienstes</translation>
    </message>
    <message>
        <source>&amp;Each attempt fails</source>
        <translation>&amp;Jeder Versuch scheitert</translation>
    </message>
    <message>
        <source>Steps at the same &amp;time</source>
        <translation>Gleich&amp;zeitige Schritte</translation>
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
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>Open it in the room of services</source>
        <translation>Im Bereich „Dienste“ öffnen</translation>
    </message>
</context>
<context>
    <name>cairn::ServiceFileBox</name>
    <message>
        <source>&amp;Compare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>Show how the file differs from what is live</source>
        <translation>Zeigen, worin die Datei von dem abweicht, was in Kraft ist</translation>
    </message>
    <message>
        <source>&amp;Take the file…</source>
        <translation>Datei über&amp;nehmen…</translation>
    </message>
    <message>
        <source>Make what the file says live</source>
        <translation>Den Stand der Datei in Kraft setzen</translation>
    </message>
    <message>
        <source>&amp;Write the file…</source>
        <translation>Datei s&amp;chreiben…</translation>
    </message>
    <message>
        <source>Write what is live into the file</source>
        <translation>In die Datei schreiben, was in Kraft ist</translation>
    </message>
    <message>
        <source>The workspace has no file for it</source>
        <translation>Der Arbeitsbereich hat keine Datei dafür</translation>
    </message>
    <message>
        <source>Write %1, so that it is kept with the rest of the workspace</source>
        <translation>Schreiben Sie %1, damit der Dienst mit dem übrigen Arbeitsbereich aufbewahrt wird</translation>
    </message>
    <message>
        <source>What the files say cannot be taken</source>
        <translation>Der Stand der Dateien lässt sich nicht übernehmen</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1 is not what is live</source>
        <translation>%1 weicht von dem ab, was in Kraft ist</translation>
    </message>
    <message>
        <source>Take the file, which makes a new revision, or write what is live into it</source>
        <translation>Übernehmen Sie die Datei, was eine neue Revision ergibt, oder schreiben Sie hinein, was in Kraft ist</translation>
    </message>
    <message>
        <source>%1 means what is live</source>
        <translation>%1 bedeutet dasselbe wie das, was in Kraft ist</translation>
    </message>
    <message>
        <source>Its text is another: comments, order or what cairn.yaml gives it</source>
        <translation>Nur der Text ist anders: Kommentare, Reihenfolge oder was cairn.yaml vorgibt</translation>
    </message>
    <message>
        <source>%1 is what is live</source>
        <translation>%1 entspricht dem, was in Kraft ist</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Dienst %1</translation>
    </message>
    <message>
        <source>Write revision %1 into %2?</source>
        <translation>Revision %1 in %2 schreiben?</translation>
    </message>
    <message>
        <source>What the file says now is replaced; the workspace&apos;s version control has it, if it was committed.</source>
        <translation>Der jetzige Inhalt der Datei wird ersetzt; er bleibt in der Versionsverwaltung des Arbeitsbereichs, falls er dort eingecheckt wurde.</translation>
    </message>
    <message>
        <source>The file is made new.</source>
        <translation>Die Datei wird neu angelegt.</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>&amp;Schreiben</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Unverändert lassen</translation>
    </message>
    <message>
        <source>%1 is written</source>
        <translation>%1 ist geschrieben</translation>
    </message>
    <message>
        <source>File of the service</source>
        <translation>Datei des Dienstes</translation>
    </message>
    <message>
        <source>cairn.yaml gives it something else than what is live</source>
        <translation>cairn.yaml gibt ihm etwas anderes als das, was in Kraft ist</translation>
    </message>
    <message>
        <source>%1 itself is what is live. Take it with that, which makes a new revision, or change cairn.yaml</source>
        <translation>%1 selbst ist, was in Kraft ist. Übernehmen Sie die Datei damit, was eine neue Revision ergibt, oder ändern Sie cairn.yaml</translation>
    </message>
    <message>
        <source>%1 and cairn.yaml are not what is live</source>
        <translation>%1 und cairn.yaml weichen von dem ab, was in Kraft ist</translation>
    </message>
    <message>
        <source>Take them, which makes a new revision, or write what is live into the file; cairn.yaml stays as it is</source>
        <translation>Übernehmen Sie beide, was eine neue Revision ergibt, oder schreiben Sie in die Datei, was in Kraft ist; cairn.yaml bleibt, wie sie ist</translation>
    </message>
</context>
<context>
    <name>cairn::ServiceHeading</name>
    <message>
        <source>List the runs that stand at this service</source>
        <translation>Läufe auflisten, die bei diesem Dienst stehen</translation>
    </message>
    <message>
        <source>Revision %1, recorded %2 by %3</source>
        <translation>Revision %1, aufgezeichnet %2 von %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>breaker %1</source>
        <translation>Schutzschalter: %1</translation>
    </message>
    <message>
        <source>answers: %1</source>
        <translation>Antworten: %1</translation>
    </message>
    <message>
        <source>owner %1</source>
        <translation>zuständig: %1</translation>
    </message>
    <message>
        <source>Not encrypted: what it is sent, and what it answers, can be read and changed on the way (allow_insecure).</source>
        <translation>Nicht verschlüsselt: Was ihm gesendet wird und was er antwortet, kann unterwegs gelesen und verändert werden (allow_insecure).</translation>
    </message>
    <message>
        <source>%L1 of %L2 in flight, %L3 queued</source>
        <translation>%L1 von %L2 unterwegs, %L3 in der Schlange</translation>
    </message>
    <message>
        <source>Its ru&amp;ns</source>
        <translation>Seine Lä&amp;ufe</translation>
    </message>
    <message>
        <source>no runner is active</source>
        <translation>kein Runner ist aktiv</translation>
    </message>
    <message>
        <source>the workspace’s file differs (History)</source>
        <translation>die Datei im Arbeitsbereich weicht ab (Verlauf)</translation>
    </message>
</context>
<context>
    <name>cairn::ServiceHistoryPage</name>
    <message>
        <source>Revisions of the service</source>
        <translation>Revisionen des Dienstes</translation>
    </message>
    <message>
        <source>Compare from revision</source>
        <translation>Vergleich: von Revision</translation>
    </message>
    <message>
        <source>Compare to revision</source>
        <translation>Vergleich: zu Revision</translation>
    </message>
    <message>
        <source>t&amp;o</source>
        <translation>&amp;zu</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>Revision %1</translation>
    </message>
    <message>
        <source>Make a new revision that says what this one said</source>
        <translation>Eine neue Revision mit demselben Inhalt wie diese anlegen</translation>
    </message>
    <message>
        <source>This is what is live</source>
        <translation>Dieser Inhalt ist in Kraft</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Fro&amp;m</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>Roll &amp;back to revision %1…</source>
        <translation>Auf Revision %1 zurücks&amp;etzen…</translation>
    </message>
</context>
<context>
    <name>cairn::ServiceList</name>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
</context>
<context>
    <name>cairn::ServiceReviser</name>
    <message>
        <source>%1 has revision %2 now. Steps under way keep revision %3 until their next attempt.</source>
        <translation>%1 hat jetzt Revision %2. Schritte, die unterwegs sind, behalten Revision %3 bis zu ihrem nächsten Versuch.</translation>
    </message>
    <message>
        <source>revision %1 of %2 is not live any more</source>
        <translation>Revision %1 von %2 ist nicht mehr in Kraft</translation>
    </message>
    <message>
        <source>Somebody was first: look at what is live now, and decide again</source>
        <translation>Jemand war schneller: Sehen Sie an, was jetzt in Kraft ist, und entscheiden Sie neu</translation>
    </message>
</context>
<context>
    <name>cairn::ServicesModel</name>
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
    <message>
        <source>breaker %1</source>
        <translation>Schutzschalter: %1</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>Too few calls</source>
        <translation>Zu wenige Aufrufe</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>file differs</source>
        <translation>Datei weicht ab</translation>
    </message>
    <message>
        <source>%1, its file differs</source>
        <translation>%1, seine Datei weicht ab</translation>
    </message>
</context>
<context>
    <name>cairn::ServicesPanel</name>
    <message>
        <source>Looking for services…</source>
        <translation>Dienste werden gesucht…</translation>
    </message>
    <message>
        <source>Find a service</source>
        <translation>Dienst suchen</translation>
    </message>
    <message>
        <source>Pages about the service</source>
        <translation>Seiten zum Dienst</translation>
    </message>
    <message>
        <source>No service is live yet</source>
        <translation>Noch kein Dienst in Kraft</translation>
    </message>
    <message>
        <source>Write one as &lt;code&gt;services/NAME.yaml&lt;/code&gt; in the workspace, and apply it in the room of pipelines or with &lt;code&gt;cairn apply&lt;/code&gt;.</source>
        <translation>Schreiben Sie einen als &lt;code&gt;services/NAME.yaml&lt;/code&gt; in den Arbeitsbereich, und wenden Sie ihn im Bereich „Pipelines“ oder mit &lt;code&gt;cairn apply&lt;/code&gt; an.</translation>
    </message>
    <message>
        <source>There is no service %1 in this workspace</source>
        <translation>In diesem Arbeitsbereich gibt es keinen Dienst %1</translation>
    </message>
</context>
<context>
    <name>cairn::SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
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
    <name>cairn::StatementExporter</name>
    <message>
        <source>Save the signed statement</source>
        <translation>Signierte Erklärung speichern</translation>
    </message>
    <message>
        <source>in-toto statement (*.intoto.jsonl)</source>
        <translation>in-toto-Erklärung (*.intoto.jsonl)</translation>
    </message>
    <message>
        <source>Saved as %1, signed by key %2</source>
        <translation>Gespeichert als %1, mit dem Schlüssel %2 signiert</translation>
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
    <message>
        <source>Read only: you are a viewer</source>
        <translation>Nur lesend: Ihre Rolle ist „viewer“</translation>
    </message>
    <message>
        <source>The roles in cairn.yaml say who may act</source>
        <translation>Die Rollen in cairn.yaml legen fest, wer handeln darf</translation>
    </message>
</context>
<context>
    <name>cairn::StepActions</name>
    <message>
        <source>&amp;Edit and resume…</source>
        <translation>&amp;Bearbeiten und wiederaufnehmen…</translation>
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
        <translation>&amp;Versionen vergleichen und mit der neuesten wiederaufnehmen…</translation>
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
    <message>
        <source>Copy &amp;link to this step</source>
        <translation>&amp;Link auf diesen Schritt kopieren</translation>
    </message>
    <message>
        <source>The link to step %1 is copied.</source>
        <translation>Der Link auf Schritt %1 ist kopiert.</translation>
    </message>
    <message>
        <source>&amp;Ask its service again…</source>
        <translation>Den &amp;Dienst noch einmal fragen…</translation>
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
    <name>cairn::StoragePage</name>
    <message>
        <source>for ever</source>
        <translation>unbegrenzt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>the pipeline</source>
        <translation>der Pipeline</translation>
    </message>
    <message>
        <source>&amp;Change the key…</source>
        <translation>Schlüssel &amp;wechseln…</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>S&amp;ichern…</translation>
    </message>
    <message>
        <source>Encrypted so far</source>
        <translation>Bisher verschlüsselt</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Looking at the store…</source>
        <translation>Im Datenspeicher wird nachgesehen…</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Payloads are kept</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>As said by</source>
        <translation>Festgelegt in</translation>
    </message>
    <message>
        <source>Payloads and headers are encrypted with key %1, made %2.</source>
        <translation>Inhalte und Kopfzeilen sind mit Schlüssel %1 (erstellt %2) verschlüsselt.</translation>
    </message>
    <message>
        <source>That key is itself encrypted with one in %1. Keep a copy of that: without it nothing here can be read.</source>
        <translation>Dieser Schlüssel ist seinerseits mit einem verschlüsselt, der hier liegt: %1. Bewahren Sie von jenem eine Kopie auf: Ohne ihn ist hier nichts lesbar.</translation>
    </message>
    <message>
        <source>The store is not encrypted: cairn.yaml says encryption: off.</source>
        <translation>Der Datenspeicher ist nicht verschlüsselt: In cairn.yaml steht encryption: off.</translation>
    </message>
    <message>
        <source>Take that line out, and the store is encrypted the next time it is opened.</source>
        <translation>Entfernen Sie diese Zeile, dann wird der Datenspeicher beim nächsten Öffnen verschlüsselt.</translation>
    </message>
    <message>
        <source>Not encrypted, from before an upgrade: %1. Remove it once you trust the store.</source>
        <translation>Unverschlüsselt, aus der Zeit vor einer Aktualisierung: %1. Entfernen Sie dies, sobald Sie dem Datenspeicher vertrauen.</translation>
    </message>
    <message>
        <source>Being encrypted with key %1 by the runner: %2 of %3 rows.</source>
        <translation>Der Runner verschlüsselt mit Schlüssel %1: %2 von %3 Zeilen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are damaged and keep the old key.</source>
        <translation>
            <numerusform>%Ln Zeile ist beschädigt und behält den alten Schlüssel.</numerusform>
            <numerusform>%Ln Zeilen sind beschädigt und behalten den alten Schlüssel.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Being erased: %Ln run(s) or file(s).</source>
        <translation>
            <numerusform>Wird gelöscht: %Ln Lauf oder Datei.</numerusform>
            <numerusform>Werden gelöscht: %Ln Läufe oder Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Schlüssel wechseln</translation>
    </message>
    <message>
        <source>Make a new key?</source>
        <translation>Neuen Schlüssel erzeugen?</translation>
    </message>
    <message>
        <source>Everything in the store is encrypted anew, in the background, while it is in use. Then the old key is erased. The key in %1 stays as it is.</source>
        <translation>Alles im Datenspeicher wird neu verschlüsselt, im Hintergrund, während er in Gebrauch ist. Danach wird der alte Schlüssel gelöscht. Der übergeordnete Schlüssel (%1) bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>&amp;Why?</source>
        <translation>&amp;Warum?</translation>
    </message>
    <message>
        <source>Key %1 is in use</source>
        <translation>Schlüssel %1 ist in Gebrauch</translation>
    </message>
    <message>
        <source>Back up the store</source>
        <translation>Datenspeicher sichern</translation>
    </message>
    <message>
        <source>Backups of Cairn (*.cairn-backup)</source>
        <translation>Cairn-Sicherungen (*.cairn-backup)</translation>
    </message>
    <message>
        <source>Copying the database and the payloads</source>
        <translation>Datenbank und Inhalte werden kopiert</translation>
    </message>
    <message>
        <source>The backup is written</source>
        <translation>Die Sicherung ist geschrieben</translation>
    </message>
    <message>
        <source>%1
What is encrypted stays so. The key is not in it.</source>
        <translation>%1
Was verschlüsselt ist, bleibt es. Der Schlüssel ist nicht enthalten.</translation>
    </message>
    <message>
        <source>Once a run has ended, its payloads and headers are erased after the one time, and the run itself is removed after the other; the audit tells of both. Pipelines say so by retention: { payloads: 30d, runs: 400d }, cairn.yaml for all others.</source>
        <translation>Ist ein Lauf beendet, werden seine Inhalte und Kopfzeilen nach der einen Zeit gelöscht, und der Lauf selbst wird nach der anderen entfernt; das Protokoll nennt beides. Pipelines sagen das mit retention: { payloads: 30d, runs: 400d }, cairn.yaml für alle übrigen.</translation>
    </message>
    <message>
        <source>Runs are kept</source>
        <translation>Läufe werden aufbewahrt</translation>
    </message>
    <message>
        <source>How long payloads and runs are kept</source>
        <translation>Wie lange Inhalte und Läufe aufbewahrt werden</translation>
    </message>
    <message>
        <source>The backup is written, but for what is lost or damaged in the store</source>
        <translation>Die Sicherung ist geschrieben, ohne das, was im Speicher verloren oder beschädigt ist</translation>
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
    <message>
        <source>You may not submit files</source>
        <translation>Sie dürfen keine Dateien einreichen</translation>
    </message>
    <message>
        <source>Stopped: %1 of %2 files are submitted to %3.</source>
        <translation>Angehalten: %1 von %2 Dateien sind bei %3 eingereicht.</translation>
    </message>
    <message>
        <source>Stopped: %1 is not submitted.</source>
        <translation>Angehalten: %1 ist nicht eingereicht.</translation>
    </message>
</context>
<context>
    <name>cairn::TableExport</name>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Export this table as CSV…</source>
        <translation>Diese Tabelle als CSV exportieren…</translation>
    </message>
    <message>
        <source>Export this table as CSV</source>
        <translation>Diese Tabelle als CSV exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Writing the table</source>
        <translation>Die Tabelle wird geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are written</source>
        <translation>
            <numerusform>%Ln Zeile ist geschrieben</numerusform>
            <numerusform>%Ln Zeilen sind geschrieben</numerusform>
        </translation>
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
        <translation>Zeitachse</translation>
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
        <translation>Störfälle</translation>
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
    <name>cairn::TrendChart</name>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Unusual</source>
        <translation>Ungewöhnlich</translation>
    </message>
    <message>
        <source>unusual</source>
        <translation>ungewöhnlich</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Zugesagt</translation>
    </message>
</context>
<context>
    <name>cairn::TrendsPage</name>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>%n Woche</numerusform>
            <numerusform>%n Wochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Trends</translation>
    </message>
    <message>
        <source>Looking back…</source>
        <translation>Rückschau läuft…</translation>
    </message>
    <message>
        <source>Told apart &amp;by</source>
        <translation>&amp;Getrennt nach</translation>
    </message>
    <message>
        <source>&amp;Over</source>
        <translation>&amp;Zeitraum</translation>
    </message>
    <message>
        <source>&amp;CSV…</source>
        <translation>&amp;CSV…</translation>
    </message>
    <message>
        <source>Export the trend as CSV</source>
        <translation>Trend als CSV exportieren</translation>
    </message>
    <message>
        <source>&amp;PNG…</source>
        <translation>&amp;PNG…</translation>
    </message>
    <message>
        <source>Save the picture of the trend as PNG</source>
        <translation>Bild des Trends als PNG speichern</translation>
    </message>
    <message>
        <source>What was unusual</source>
        <translation>Was ungewöhnlich war</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>The past cannot be read</source>
        <translation>Die Vergangenheit lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Nothing of it is known</source>
        <translation>Darüber ist nichts bekannt</translation>
    </message>
    <message>
        <source>Figures are counted while a runner carries runs. Choose another figure, a longer time, or all services.</source>
        <translation>Kennzahlen werden gezählt, während ein Runner Läufe ausführt. Wählen Sie eine andere Kennzahl, einen längeren Zeitraum oder alle Dienste.</translation>
    </message>
    <message numerus="yes">
        <source>The %n with the most cases are shown; the CSV has all.</source>
        <translation>
            <numerusform>Gezeigt wird %n Linie, die mit den meisten Fällen; die CSV-Datei enthält alle.</numerusform>
            <numerusform>Gezeigt werden die %n Linien mit den meisten Fällen; die CSV-Datei enthält alle.</numerusform>
        </translation>
    </message>
    <message>
        <source>Retries are counted since %1: an older version counted attempts alone.</source>
        <translation>Wiederholungen werden seit %1 gezählt: Eine ältere Version zählte nur Versuche.</translation>
    </message>
    <message>
        <source>Of attempts that succeeded, where the service&apos;s contract promised a latency at that time.</source>
        <translation>Von den gelungenen Versuchen, für die der Vertrag des Dienstes zu dieser Zeit eine Latenz zusagte.</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Unusual: %n</source>
        <translation>
            <numerusform>&amp;Ungewöhnlich: %n</numerusform>
            <numerusform>&amp;Ungewöhnlich: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was unusual, as far as there was enough to tell.</source>
        <translation>Nichts war ungewöhnlich, soweit genug vorlag, um es zu beurteilen.</translation>
    </message>
    <message>
        <source>Export the trend</source>
        <translation>Trend exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>%1 is written</source>
        <translation>%1 ist geschrieben</translation>
    </message>
    <message>
        <source>This is counted where the service&apos;s contract promises a latency (“contract: latency_budget”).</source>
        <translation>Das wird gezählt, wo der Vertrag des Dienstes eine Antwortzeit zusagt („contract: latency_budget“).</translation>
    </message>
    <message>
        <source>Fi&amp;gure</source>
        <translation>&amp;Kennzahl</translation>
    </message>
    <message>
        <source>A&amp;ll services</source>
        <translation>All&amp;e Dienste</translation>
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
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message numerus="yes">
        <source>and for %Ln other reason(s)</source>
        <translation>
            <numerusform>und aus %Ln anderem Grund</numerusform>
            <numerusform>und aus %Ln anderen Gründen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::UnsavedLine</name>
    <message>
        <source>Not saved:</source>
        <translation>Nicht gespeichert:</translation>
    </message>
    <message>
        <source>Go on with what you have written in %1</source>
        <translation>An %1 weiterschreiben</translation>
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
        <translation>Mit der neuesten Version wiederaufnehmen</translation>
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
    <message>
        <source>Data protection is not played: a step that passes here is blocked all the same where its request holds what its service is not cleared for.</source>
        <translation>Der Datenschutz wird nicht mitgespielt: Ein Schritt, der hier durchgeht, wird trotzdem blockiert, wenn seine Anfrage enthält, wofür sein Dienst nicht freigegeben ist.</translation>
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
    <message>
        <source>Sa&amp;ve this filter as a view…</source>
        <translation>Diesen Filter als Ansicht &amp;speichern…</translation>
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
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>An example with five small services on this machine. They are reached from here alone, and end with the console.</source>
        <translation>Ein Beispiel mit fünf kleinen Diensten auf diesem Rechner. Sie sind nur von hier zu erreichen und enden mit der Konsole.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
</context>
<context>
    <name>cairn::WhatIf</name>
    <message>
        <source>%1 fewer</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 sooner</source>
        <translation>%1 früher</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 später</translation>
    </message>
    <message>
        <source>Time to recover, median</source>
        <translation>Zeit bis zur Erholung, Median</translation>
    </message>
    <message>
        <source>From a call&apos;s first failure to its success: half of those that failed and then succeeded took no longer.</source>
        <translation>Vom ersten Fehler eines Aufrufs bis zu seinem Gelingen: Die Hälfte derer, die erst scheiterten und dann gelangen, brauchte nicht länger.</translation>
    </message>
    <message>
        <source>Time to recover, nine of ten</source>
        <translation>Zeit bis zur Erholung, neun von zehn</translation>
    </message>
    <message>
        <source>From a call&apos;s first failure to its success: nine of ten that failed and then succeeded took no longer.</source>
        <translation>Vom ersten Fehler eines Aufrufs bis zu seinem Gelingen: Neun von zehn, die erst scheiterten und dann gelangen, brauchten nicht länger.</translation>
    </message>
    <message>
        <source>Requests sent</source>
        <translation>Gesendete Anfragen</translation>
    </message>
    <message>
        <source>First attempts and retries.</source>
        <translation>Erste Versuche und Wiederholungen.</translation>
    </message>
    <message>
        <source>Requests that failed</source>
        <translation>Gescheiterte Anfragen</translation>
    </message>
    <message>
        <source>Of the requests sent.</source>
        <translation>Von den gesendeten Anfragen.</translation>
    </message>
    <message>
        <source>Calls left to people</source>
        <translation>Aufrufe, die einen Eingriff brauchen</translation>
    </message>
    <message>
        <source>Calls that would have been blocked until a person did something.</source>
        <translation>Aufrufe, die blockiert gewesen wären, bis jemand eingegriffen hätte.</translation>
    </message>
    <message>
        <source>Most requests in a second</source>
        <translation>Meiste Anfragen in einer Sekunde</translation>
    </message>
    <message>
        <source>The peak of load on the service.</source>
        <translation>Die Lastspitze beim Dienst.</translation>
    </message>
    <message>
        <source>Breaker openings</source>
        <translation>Öffnungen des Schutzschalters</translation>
    </message>
    <message>
        <source>How often the service would have been left alone for a while.</source>
        <translation>Wie oft der Dienst eine Zeit lang ausgesetzt worden wäre.</translation>
    </message>
    <message>
        <source>Time held</source>
        <translation>Zurückgehaltene Zeit</translation>
    </message>
    <message>
        <source>How long calls waited for breaker, budget, rate or concurrency, all of them together.</source>
        <translation>Wie lange Aufrufe auf Schutzschalter, Budget, Rate oder Gleichzeitigkeit warteten, alle zusammen.</translation>
    </message>
    <message>
        <source>%1 less</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <comment>difference, and its share of the live figure</comment>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>Nothing is recorded of the service in this period.</source>
        <translation>Vom Dienst ist in diesem Zeitraum nichts aufgezeichnet.</translation>
    </message>
    <message numerus="yes">
        <source>The period holds more than is read at once: only its newest %Ln attempt(s) count.</source>
        <translation>
            <numerusform>Der Zeitraum enthält mehr, als auf einmal gelesen wird: Nur der neueste Versuch (%Ln) zählt.</numerusform>
            <numerusform>Der Zeitraum enthält mehr, als auf einmal gelesen wird: Nur die neuesten %Ln Versuche zählen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % of the draft&apos;s requests come when nobody asked the service: what they meet is estimated from the attempts nearest in time.</source>
        <translation>%1 % der Anfragen des Entwurfs kommen zu Zeiten, in denen niemand den Dienst anfragte: Was ihnen begegnet, ist aus den zeitlich nächsten Versuchen geschätzt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s) were ended by our own timeout; how long they would have taken is estimated from those that were answered.</source>
        <translation>
            <numerusform>%Ln Versuch wurde durch unsere eigene Frist beendet; wie lange er gedauert hätte, ist aus denen geschätzt, die beantwortet wurden.</numerusform>
            <numerusform>%Ln Versuche wurden durch unsere eigene Frist beendet; wie lange sie gedauert hätten, ist aus denen geschätzt, die beantwortet wurden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The draft sends up to %1 times as many requests in a second as the service ever got here; whether it bears them is not known.</source>
        <translation>Der Entwurf sendet in einer Sekunde bis zu %1-mal so viele Anfragen, wie der Dienst hier je bekam; ob er sie verträgt, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The draft judges answers by other rules. Headers and bodies are not replayed: rules that look at them count as they did.</source>
        <translation>Der Entwurf beurteilt Antworten nach anderen Regeln. Kopfzeilen und Inhalte werden nicht nachgespielt: Regeln, die sie auswerten, zählen wie damals.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) would be left to people; what they would do about them is not foreseen.</source>
        <translation>
            <numerusform>%Ln Aufruf würde einen Eingriff brauchen; was dann jemand täte, ist nicht vorhergesehen.</numerusform>
            <numerusform>%Ln Aufrufe würden einen Eingriff brauchen; was dann jemand täte, ist nicht vorhergesehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Time to recover, mean</source>
        <translation>Zeit bis zur Erholung, Mittelwert</translation>
    </message>
    <message>
        <source>From a call&apos;s first failure to its success. What is foreseen most surely: a median between short and long outages moves with a single call.</source>
        <translation>Vom ersten Fehler eines Aufrufs bis zu seinem Gelingen. Dies lässt sich am sichersten vorhersehen: Ein Median zwischen kurzen und langen Ausfällen verschiebt sich schon durch einen einzigen Aufruf.</translation>
    </message>
    <message numerus="yes">
        <source>The breaker did what an operator ordered %Ln time(s) (open, closed, release in waves). Orders are not replayed: the policy alone decides here.</source>
        <translation>
            <numerusform>Der Schutzschalter tat einmal, was von Hand verlangt war (offen, geschlossen, Freigabe in Wellen). Solche Anordnungen werden nicht nachgespielt: hier entscheidet allein die Regel.</numerusform>
            <numerusform>Der Schutzschalter tat %Ln-mal, was von Hand verlangt war (offen, geschlossen, Freigabe in Wellen). Solche Anordnungen werden nicht nachgespielt: hier entscheiden allein die Regeln.</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls that are left to people count in none of these times.</source>
        <translation>Aufrufe, die einen Eingriff brauchen, zählen in keiner dieser Zeiten.</translation>
    </message>
    <message>
        <source>of more calls: %1</source>
        <translation>bei mehr Aufrufen: %1</translation>
    </message>
    <message>
        <source>of fewer calls: %1</source>
        <translation>bei weniger Aufrufen: %1</translation>
    </message>
    <message>
        <source>The period begins where all runs are still there: of earlier ones some were removed (retention), and what is left of them would mislead.</source>
        <translation>Der Zeitraum beginnt dort, wo noch alle Läufe da sind: Von früheren wurden einige entfernt (Aufbewahrung), und was von ihnen übrig ist, führte in die Irre.</translation>
    </message>
    <message numerus="yes">
        <source>For the worse: %Ln call(s) would be left to people instead of %1.</source>
        <translation>
            <numerusform>Zum Schlechteren: %Ln Aufruf würde einen Eingriff brauchen statt %1.</numerusform>
            <numerusform>Zum Schlechteren: %Ln Aufrufe würden einen Eingriff brauchen statt %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For the worse: %Ln request(s) would be sent instead of %1.</source>
        <translation>
            <numerusform>Zum Schlechteren: %Ln Anfrage würde gesendet statt %1.</numerusform>
            <numerusform>Zum Schlechteren: %Ln Anfragen würden gesendet statt %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>For the worse: nine of ten recoveries would take up to %1 instead of %2.</source>
        <translation>Zum Schlechteren: neun von zehn Erholungen würden bis zu %1 dauern statt %2.</translation>
    </message>
</context>
<context>
    <name>cairn::WhatIfModel</name>
    <message>
        <source>live %1, draft %2</source>
        <translation>in Kraft %1, Entwurf %2</translation>
    </message>
    <message>
        <source>The upper bar is the live policy, the lower one the draft; the thin line reaches from the least to the most that chance makes of it.</source>
        <translation>Der obere Balken zeigt die Regeln in Kraft, der untere den Entwurf; die dünne Linie reicht vom Kleinsten bis zum Größten, was der Zufall daraus macht.</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Live above draft</source>
        <translation>In Kraft über Entwurf</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>cairn::WhatIfPage</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>What history cannot tell</source>
        <translation>Was der Verlauf nicht sagen kann</translation>
    </message>
    <message>
        <source>The last day</source>
        <translation>Der letzte Tag</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Die letzten 7 Tage</translation>
    </message>
    <message>
        <source>The last 30 days</source>
        <translation>Die letzten 30 Tage</translation>
    </message>
    <message>
        <source>Period that is replayed</source>
        <translation>Zeitraum, der nachgespielt wird</translation>
    </message>
    <message>
        <source>Progress of the simulation</source>
        <translation>Fortschritt der Simulation</translation>
    </message>
    <message>
        <source>Live policy against draft</source>
        <translation>Regeln in Kraft gegen Entwurf</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The past was not replayed to its end.</source>
        <translation>Die Vergangenheit wurde nicht zu Ende nachgespielt.</translation>
    </message>
    <message>
        <source>Replay it</source>
        <translation>Nachspielen</translation>
    </message>
    <message>
        <source>Replaying the past…</source>
        <translation>Die Vergangenheit wird nachgespielt…</translation>
    </message>
    <message>
        <source>No service chosen</source>
        <translation>Kein Dienst gewählt</translation>
    </message>
    <message>
        <source>Choose one at the left.</source>
        <translation>Wählen Sie links einen.</translation>
    </message>
    <message>
        <source>Reading the service…</source>
        <translation>Dienst wird gelesen…</translation>
    </message>
    <message>
        <source>The draft cannot be read yet</source>
        <translation>Der Entwurf lässt sich noch nicht lesen</translation>
    </message>
    <message>
        <source>Mend what is marked on the page “Policy”; then it is tried here.</source>
        <translation>Berichtigen Sie, was auf der Seite „Regeln“ markiert ist; dann wird der Entwurf hier erprobt.</translation>
    </message>
    <message>
        <source>No change yet</source>
        <translation>Noch keine Änderung</translation>
    </message>
    <message>
        <source>Edit the policy first. What it would have made of the recorded past then stands here, beside what the live one makes of it.</source>
        <translation>Bearbeiten Sie zuerst die Regeln. Was der Entwurf aus der aufgezeichneten Vergangenheit gemacht hätte, steht dann hier, neben dem, was die Regeln in Kraft daraus machen.</translation>
    </message>
    <message>
        <source>The same course</source>
        <translation>Derselbe Verlauf</translation>
    </message>
    <message>
        <source>What the draft changes has no influence on when requests are sent, and how often.</source>
        <translation>Was der Entwurf ändert, hat keinen Einfluss darauf, wann und wie oft Anfragen gesendet werden.</translation>
    </message>
    <message>
        <source>The past could not be replayed</source>
        <translation>Die Vergangenheit ließ sich nicht nachspielen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing recorded</source>
        <translation>Nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>%1 was not called in this period. Choose a longer one.</source>
        <translation>%1 wurde in diesem Zeitraum nicht aufgerufen. Wählen Sie einen längeren.</translation>
    </message>
    <message>
        <source>%1 calls were wanted and %2 attempts made since %3 (also by polls, which are not simulated); chance tried %4 times</source>
        <translation>%1 Aufrufe waren gewünscht und %2 Versuche wurden unternommen, seit %3 (auch von Nachfragen, die nicht simuliert werden); der Zufall wurde %4-mal durchgespielt</translation>
    </message>
    <message>
        <source>Re&amp;play:</source>
        <translation>&amp;Nachspielen:</translation>
    </message>
</context>
<context>
    <name>cairn::WhyBox</name>
    <message>
        <source>Rerun from the start…</source>
        <translation>Von Anfang an neu ausführen…</translation>
    </message>
    <message>
        <source>Edit and resume…</source>
        <translation>Bearbeiten und wiederaufnehmen…</translation>
    </message>
    <message>
        <source>Breaker of %1</source>
        <translation>Breaker von %1</translation>
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
    <message>
        <source>Appearance and language</source>
        <translation>Erscheinung und Sprache</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) that were interrupted go on</source>
        <translation>
            <numerusform>Ein Lauf, der unterbrochen war, geht weiter</numerusform>
            <numerusform>%Ln Läufe, die unterbrochen waren, gehen weiter</numerusform>
        </translation>
    </message>
    <message>
        <source>the link is about another workspace</source>
        <translation>der Link betrifft einen anderen Arbeitsbereich</translation>
    </message>
    <message>
        <source>Open that workspace, and the link again</source>
        <translation>Öffnen Sie jenen Arbeitsbereich und den Link noch einmal</translation>
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
