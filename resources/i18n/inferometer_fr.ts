<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>StandingStrip</name>
    <message>
        <source>Budget: %1</source>
        <translation>Budget&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Run</source>
        <translation>Lancer</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>Arrêter la mesure</translation>
    </message>
    <message>
        <source>Open a result…</source>
        <translation>Ouvrir un résultat…</translation>
    </message>
    <message>
        <source>Find a command, field or result…</source>
        <translation>Chercher une commande, un champ ou un résultat…</translation>
    </message>
    <message>
        <source>Explain the focused field</source>
        <translation>Expliquer le champ actif</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>About Inferometer</source>
        <translation>À propos d’Inferometer</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>Renommer la mesure</translation>
    </message>
    <message>
        <source>Explain the charts</source>
        <translation>Expliquer les graphiques</translation>
    </message>
    <message>
        <source>Send one request</source>
        <translation>Envoyer une requête</translation>
    </message>
</context>
<context>
    <name>caps</name>
    <message>
        <source>descriptors: %1 (%2 needed)</source>
        <translation>descripteurs&#xa0;: %1 (%2 nécessaires)</translation>
    </message>
    <message>
        <source>local ports to one address: %1 (%2 needed)</source>
        <translation>ports locaux vers une adresse&#xa0;: %1 (%2 nécessaires)</translation>
    </message>
    <message>
        <source>streams: %1 over %2 load thread(s)</source>
        <translation>flux&#xa0;: %1 sur %2 fil(s) de charge</translation>
    </message>
    <message>
        <source>handshakes at once: %1 a load thread</source>
        <translation>poignées de main à la fois&#xa0;: %1 par fil de charge</translation>
    </message>
    <message>
        <source>connections: where a host has several addresses, the next one is tried %1 after the last; none is waited for longer than %2</source>
        <translation>connexions&#xa0;: quand un hôte a plusieurs adresses, la suivante est essayée %1 après la dernière&#xa0;; aucune n’est attendue plus de %2</translation>
    </message>
    <message>
        <source>%1 answers were kept in part: of one, %2 MiB are kept at most, of a run %3 MiB; no figure depends on it.</source>
        <translation>%1 réponses n’ont été gardées qu’en partie&#xa0;: d’une seule on garde %2&#xa0;Mio au plus, d’une mesure %3&#xa0;Mio&#xa0;; aucun chiffre n’en dépend.</translation>
    </message>
    <message>
        <source>The raw events of %1 answers were kept in part: of one, %2 MiB are kept at most, of a run %3 MiB; no figure depends on it.</source>
        <translation>Les événements bruts de %1 réponses n’ont été gardés qu’en partie&#xa0;: d’une seule on garde %2&#xa0;Mio au plus, d’une mesure %3&#xa0;Mio&#xa0;; aucun chiffre n’en dépend.</translation>
    </message>
    <message>
        <source>requests in flight: as many as are due, %1 at most, over %2 load thread(s)</source>
        <translation>requêtes en cours&#xa0;: autant qu’il en est d’échues, %1 au plus, sur %2 fil(s) de charge</translation>
    </message>
    <message>
        <source>requests in flight: %1 at most, as asked, over %2 load thread(s)</source>
        <translation>requêtes en cours&#xa0;: %1 au plus, comme demandé, sur %2 fil(s) de charge</translation>
    </message>
    <message>
        <source>%1 requests that were due waited for others to end, %2 at most, since %3 may be in flight at once; latencies from the schedule show it, those from sending do not.</source>
        <translation>%1 requêtes échues ont attendu la fin d’autres, %2 au plus, car %3 peuvent être en cours à la fois&#xa0;; les latences depuis l’échéance le montrent, celles depuis l’envoi non.</translation>
    </message>
</context>
<context>
    <name>causes</name>
    <message>
        <source>Connection refused</source>
        <translation>connexion refusée</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>connexion coupée par l’autre côté</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>délai de connexion dépassé</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>réseau inaccessible</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>aucune route vers l’hôte</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>adresse déjà prise</translation>
    </message>
    <message>
        <source>Name or service not known</source>
        <translation>nom inconnu</translation>
    </message>
    <message>
        <source>No address associated with hostname</source>
        <translation>aucune adresse à ce nom</translation>
    </message>
    <message>
        <source>Temporary failure in name resolution</source>
        <translation>la résolution des noms ne répond pas</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>fichier ou dossier introuvable</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>ce n’est pas un dossier</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>c’est un dossier</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>le fichier existe déjà</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>permission refusée</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>opération interdite</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>système de fichiers en lecture seule</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>plus de place sur le disque</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>quota de disque dépassé</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>erreur d’entrée-sortie</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>trop de fichiers ouverts</translation>
    </message>
    <message>
        <source>certificate has expired</source>
        <translation>le certificat a expiré</translation>
    </message>
    <message>
        <source>certificate is not yet valid</source>
        <translation>le certificat n’est pas encore valable</translation>
    </message>
    <message>
        <source>self-signed certificate</source>
        <translation>certificat autosigné</translation>
    </message>
    <message>
        <source>self-signed certificate in certificate chain</source>
        <translation>certificat autosigné dans la chaîne</translation>
    </message>
    <message>
        <source>unable to get local issuer certificate</source>
        <translation>l’autorité qui l’a signé est inconnue ici</translation>
    </message>
    <message>
        <source>unable to verify the first certificate</source>
        <translation>le premier certificat ne peut pas être vérifié</translation>
    </message>
    <message>
        <source>the peer closed the connection</source>
        <translation>l’autre côté a fermé la connexion</translation>
    </message>
</context>
<context>
    <name>charts</name>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>Enregistrer en &amp;PNG…</translation>
    </message>
    <message>
        <source>Save as &amp;SVG…</source>
        <translation>Enregistrer en S&amp;VG…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>Enregistrer en PD&amp;F…</translation>
    </message>
    <message>
        <source>Save the data as CS&amp;V…</source>
        <translation>Enregistrer les données en &amp;CSV…</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Enregistrer le graphique</translation>
    </message>
    <message>
        <source>The chart is in %1</source>
        <translation>Le graphique est dans %1</translation>
    </message>
    <message>
        <source>&amp;Copy as a picture</source>
        <translation>Cop&amp;ier comme image</translation>
    </message>
</context>
<context>
    <name>chat</name>
    <message>
        <source>Prefill: %1 of %2 tokens</source>
        <translation>Préremplissage&#xa0;: %1 sur %2 jetons</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>En file d’attente</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Préremplissage</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Réponse en cours</translation>
    </message>
    <message>
        <source>Stopped before the first token.</source>
        <translation>Arrêtée avant le premier jeton.</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>Arrêtée ici.</translation>
    </message>
    <message>
        <source>[Picture, not loaded: %1 (%2)]</source>
        <translation>[Image non chargée&#xa0;: %1 (%2)]</translation>
    </message>
</context>
<context>
    <name>connection</name>
    <message>
        <source>Find the address</source>
        <translation>Résolution de l’adresse</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Model list</source>
        <translation>Liste des modèles</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Premier jeton</translation>
    </message>
</context>
<context>
    <name>definition</name>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 of %2 asked</source>
        <translation>%1 sur %2 demandés</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>loopback: no network in between</source>
        <translation>boucle locale&#xa0;: pas de réseau entre les deux</translation>
    </message>
    <message>
        <source>proxy: arrivals are the forwarder&apos;s writes</source>
        <translation>proxy&#xa0;: les arrivées sont les écritures du relais</translation>
    </message>
    <message>
        <source>network card</source>
        <translation>carte réseau</translation>
    </message>
    <message>
        <source>%1&#xa0;s to %2&#xa0;s</source>
        <translation>de %1&#xa0;s à %2&#xa0;s</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1, in no figure</source>
        <translation>%1, hors de tous les chiffres</translation>
    </message>
    <message>
        <source>%1 ok · %2 failed · %3 cancelled</source>
        <translation>réussies&#xa0;: %1 · en échec&#xa0;: %2 · annulées&#xa0;: %3</translation>
    </message>
    <message>
        <source>From the arrival of a chunk at this computer to our reading it; it is in no figure of the endpoint.</source>
        <translation>De l’arrivée d’un fragment sur cet ordinateur à sa lecture par le client&#xa0;; n’entre dans aucun chiffre du point d’accès.</translation>
    </message>
    <message>
        <source>From the end of a stream to the next request on it.</source>
        <translation>De la fin d’une réponse à la requête suivante sur le même flux.</translation>
    </message>
    <message>
        <source>In flight, mean</source>
        <translation>En cours, moyenne</translation>
    </message>
    <message>
        <source>Time-weighted, while there was work for every stream.</source>
        <translation>Pondérée par le temps, tant qu’il y avait du travail pour chaque flux.</translation>
    </message>
    <message>
        <source>The highest share of a second that a load thread was at work.</source>
        <translation>La plus grande part d’une seconde pendant laquelle un fil de charge a travaillé.</translation>
    </message>
    <message>
        <source>Chunk stamps</source>
        <translation>Horodatage des fragments</translation>
    </message>
    <message>
        <source>How well arrivals are known: stamped by the kernel, within a bound, or read.</source>
        <translation>Avec quelle précision les arrivées sont connues&#xa0;: horodatées par le noyau, bornées, ou seulement lues.</translation>
    </message>
    <message>
        <source>First-token stamps</source>
        <translation>Horodatage du premier jeton</translation>
    </message>
    <message>
        <source>The same, of first tokens only.</source>
        <translation>De même, pour les premiers jetons seulement.</translation>
    </message>
    <message>
        <source>CPU steal</source>
        <translation>CPU volé (steal)</translation>
    </message>
    <message>
        <source>What a hypervisor took away during the run.</source>
        <translation>Ce qu’un hyperviseur a pris pendant la mesure.</translation>
    </message>
    <message>
        <source>Throttled</source>
        <translation>Bridage</translation>
    </message>
    <message>
        <source>How long a container&apos;s CPU limit held the client back.</source>
        <translation>Combien de temps la limite CPU d’un conteneur a freiné le client.</translation>
    </message>
    <message>
        <source>CPU of load threads</source>
        <translation>CPU des fils de charge</translation>
    </message>
    <message>
        <source>Time all load threads were at work.</source>
        <translation>Temps de travail de tous les fils de charge.</translation>
    </message>
    <message>
        <source>Limits of this computer that held the load back.</source>
        <translation>Limites de cet ordinateur qui ont freiné la charge.</translation>
    </message>
    <message>
        <source>Retransmits</source>
        <translation>Retransmissions</translation>
    </message>
    <message>
        <source>TCP segments sent again, over all connections.</source>
        <translation>Segments TCP renvoyés, toutes connexions confondues.</translation>
    </message>
    <message>
        <source>Least round trip</source>
        <translation>Aller-retour minimal</translation>
    </message>
    <message>
        <source>The least TCP round trip of any connection.</source>
        <translation>Le plus court aller-retour TCP de toutes les connexions.</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Portée</translation>
    </message>
    <message>
        <source>What an arrival means on this way to the endpoint.</source>
        <translation>Ce qu’une arrivée signifie sur ce chemin vers le point d’accès.</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>UTC.</source>
        <translation>UTC.</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>From the start to the end of the last request.</source>
        <translation>Du début à la fin de la dernière requête.</translation>
    </message>
    <message>
        <source>Measured window</source>
        <translation>Fenêtre mesurée</translation>
    </message>
    <message>
        <source>Since the start of the run: rates are over this window.</source>
        <translation>Depuis le début de la mesure&#xa0;: les débits portent sur cette fenêtre.</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyées</translation>
    </message>
    <message>
        <source>Of those the plan had.</source>
        <translation>Sur celles que prévoyait le plan.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Échauffement</translation>
    </message>
    <message>
        <source>Requests that were sent and enter no figure.</source>
        <translation>Requêtes envoyées qui n’entrent dans aucun chiffre.</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Issues</translation>
    </message>
    <message>
        <source>How the measured requests ended.</source>
        <translation>Comment les requêtes mesurées ont fini.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Where the results are.</source>
        <translation>Où sont les résultats.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>How it was measured</source>
        <translation>Comment on a mesuré</translation>
    </message>
    <message>
        <source>Scope and window</source>
        <translation>Portée et fenêtre</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>Settings that differ from the defaults</source>
        <translation>Réglages qui diffèrent des valeurs d’origine</translation>
    </message>
    <message>
        <source>%1 exact</source>
        <translation>exacts&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 bounded</source>
        <translation>bornés&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 read</source>
        <translation>lus&#xa0;: %1</translation>
    </message>
    <message>
        <source>Figures of the run</source>
        <translation>Chiffres de la mesure</translation>
    </message>
    <message>
        <source>Reading delay</source>
        <translation>Retard de lecture</translation>
    </message>
    <message>
        <source>Pause between requests</source>
        <translation>Pause entre requêtes</translation>
    </message>
    <message>
        <source>Busiest second of a load thread</source>
        <translation>Seconde la plus chargée d’un fil de charge</translation>
    </message>
    <message>
        <source>Limits that were reached</source>
        <translation>Limites atteintes</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Calendrier</translation>
    </message>
    <message>
        <source>Drawn from the seed before the run; the same seed draws the same.</source>
        <translation>Tiré de la graine avant la mesure&#xa0;; la même graine tire le même.</translation>
    </message>
</context>
<context>
    <name>details</name>
    <message>
        <source>the old one was closed</source>
        <translation>l’ancienne était fermée</translation>
    </message>
    <message>
        <source>How well its arrival is known.</source>
        <translation>Avec quelle précision son arrivée est connue.</translation>
    </message>
    <message>
        <source>Last-token stamp</source>
        <translation>Horodatage du dernier jeton</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>Jetons d’entrée</translation>
    </message>
    <message>
        <source>As reported by the server, else as counted here.</source>
        <translation>Selon le serveur, sinon comptés ici.</translation>
    </message>
    <message>
        <source>Counted here</source>
        <translation>Comptés ici</translation>
    </message>
    <message>
        <source>Input tokens, by a tokenizer or an estimate.</source>
        <translation>Jetons d’entrée, par un tokeniseur ou une estimation.</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>En cache</translation>
    </message>
    <message>
        <source>Input tokens the server took from its cache.</source>
        <translation>Jetons d’entrée que le serveur a pris dans son cache.</translation>
    </message>
    <message>
        <source>Output asked for</source>
        <translation>Sortie demandée</translation>
    </message>
    <message>
        <source>Tokens.</source>
        <translation>Jetons.</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>Jetons de sortie</translation>
    </message>
    <message>
        <source>As reported by the server, else as counted in the stream.</source>
        <translation>Selon le serveur, sinon comptés dans le flux.</translation>
    </message>
    <message>
        <source>Streamed</source>
        <translation>Reçus en flux</translation>
    </message>
    <message>
        <source>Tokens that arrived as chunks; hidden reasoning is not in it.</source>
        <translation>Jetons arrivés en fragments&#xa0;; sans le raisonnement caché.</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>Tokens, reported by the server.</source>
        <translation>Jetons, selon le serveur.</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Fragments</translation>
    </message>
    <message>
        <source>Events of the stream that carried generated payload.</source>
        <translation>Événements du flux qui portaient du contenu généré.</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Which of the concurrent streams carried it.</source>
        <translation>Lequel des flux simultanés l’a portée.</translation>
    </message>
    <message>
        <source>Load thread</source>
        <translation>Fil de charge</translation>
    </message>
    <message>
        <source>Which thread of ours sent it.</source>
        <translation>Quel fil du client l’a envoyée.</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Nouveaux essais</translation>
    </message>
    <message>
        <source>How often it was sent again.</source>
        <translation>Combien de fois elle a été renvoyée.</translation>
    </message>
    <message>
        <source>Asked to wait</source>
        <translation>Attente demandée</translation>
    </message>
    <message>
        <source>What the endpoint&apos;s Retry-After said.</source>
        <translation>Ce que disait le Retry-After du point d’accès.</translation>
    </message>
    <message>
        <source>Fresh connection</source>
        <translation>Connexion neuve</translation>
    </message>
    <message>
        <source>The kept-alive connection was closed already; it was sent again on a new one.</source>
        <translation>La connexion gardée ouverte était déjà fermée&#xa0;; la requête a été renvoyée sur une neuve.</translation>
    </message>
    <message>
        <source>Request %1 · ok</source>
        <translation>Requête %1 · réussie</translation>
    </message>
    <message>
        <source>Request %1 · %2</source>
        <translation>Requête %1 · %2</translation>
    </message>
    <message>
        <source>%1: from %2 s to %3 s since the start of the run (%4).
%5</source>
        <translation>%1&#xa0;: de %2&#xa0;s à %3&#xa0;s depuis le début de la mesure (%4).
%5</translation>
    </message>
    <message>
        <source>First-token stamp</source>
        <translation>Horodatage du 1er jeton</translation>
    </message>
    <message>
        <source>[%1 more characters are not shown]</source>
        <translation>[%1 caractères de plus ne sont pas montrés]</translation>
    </message>
    <message>
        <source>Output counted</source>
        <translation>Sortie comptée</translation>
    </message>
    <message>
        <source>Who counted the tokens of the answer.</source>
        <translation>Qui a compté les jetons de la réponse.</translation>
    </message>
</context>
<context>
    <name>endpoint</name>
    <message>
        <source>No endpoint chosen</source>
        <translation>Aucun point d’accès choisi</translation>
    </message>
    <message>
        <source>%1: being measured</source>
        <translation>%1&#xa0;: en cours de mesure</translation>
    </message>
    <message>
        <source>%1: no answer</source>
        <translation>%1&#xa0;: pas de réponse</translation>
    </message>
    <message>
        <source>%1: answers</source>
        <translation>%1&#xa0;: répond</translation>
    </message>
    <message>
        <source>%1: no request succeeded</source>
        <translation>%1&#xa0;: aucune requête réussie</translation>
    </message>
    <message>
        <source>%1: the run could not start</source>
        <translation>%1&#xa0;: la mesure n’a pas pu commencer</translation>
    </message>
</context>
<context>
    <name>ends</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>This machine has no more memory for the run; what was measured until then is kept. Ask for fewer streams or shorter answers, or free memory.</source>
        <translation>Cette machine n’a plus de mémoire pour la mesure&#xa0;; ce qui a été mesuré jusque-là est conservé. Demandez moins de flux ou des réponses plus courtes, ou libérez de la mémoire.</translation>
    </message>
    <message>
        <source>The run broke off (%1); what was measured until then is kept.</source>
        <translation>La mesure s’est interrompue (%1)&#xa0;; ce qui a été mesuré jusque-là est conservé.</translation>
    </message>
    <message>
        <source>Too Many Requests</source>
        <translation>Trop de requêtes</translation>
    </message>
    <message>
        <source>The endpoint limits the rate.</source>
        <translation>Le point d’accès limite le débit.</translation>
    </message>
    <message>
        <source>Lower Concurrent to %1 or less, or ask for a higher limit; Retries after 429 sends such requests again after the pause the endpoint asks for.</source>
        <translation>Ramenez «&#xa0;Flux&#xa0;» à %1 ou moins, ou demandez une limite plus haute&#xa0;; «&#xa0;Nouveaux essais après 429&#xa0;» renvoie ces requêtes après la pause que demande le point d’accès.</translation>
    </message>
    <message>
        <source>Ask for a higher limit; Retries after 429 sends such requests again after the pause the endpoint asks for.</source>
        <translation>Demandez une limite plus haute&#xa0;; «&#xa0;Nouveaux essais après 429&#xa0;» renvoie ces requêtes après la pause que demande le point d’accès.</translation>
    </message>
    <message>
        <source>Redirect</source>
        <translation>Redirection</translation>
    </message>
    <message>
        <source>The endpoint answers at another address.</source>
        <translation>Le point d’accès répond à une autre adresse.</translation>
    </message>
    <message>
        <source>Put the final address into Base URL; redirects are not followed.</source>
        <translation>Mettez l’adresse finale dans «&#xa0;URL de base&#xa0;»&#xa0;; les redirections ne sont pas suivies.</translation>
    </message>
    <message>
        <source>Bad Request</source>
        <translation>Requête incorrecte</translation>
    </message>
    <message>
        <source>The endpoint does not accept the request&apos;s body.</source>
        <translation>Le point d’accès n’accepte pas le corps de la requête.</translation>
    </message>
    <message>
        <source>Read the example: often the prompt and the answer are longer than the context, or a sampling parameter is not known there.</source>
        <translation>Lisez l’exemple&#xa0;: souvent le prompt et la réponse dépassent le contexte, ou un paramètre d’échantillonnage est inconnu là-bas.</translation>
    </message>
    <message>
        <source>Unauthorized</source>
        <translation>Non authentifié</translation>
    </message>
    <message>
        <source>The endpoint wants a key, or refuses the one that was sent.</source>
        <translation>Le point d’accès veut une clé, ou refuse celle qui a été envoyée.</translation>
    </message>
    <message>
        <source>Check the endpoint&apos;s key, or the variable that holds it.</source>
        <translation>Vérifiez la clé du point d’accès, ou la variable qui la contient.</translation>
    </message>
    <message>
        <source>Payment Required</source>
        <translation>Paiement requis</translation>
    </message>
    <message>
        <source>The account has no credit left.</source>
        <translation>Le compte n’a plus de crédit.</translation>
    </message>
    <message>
        <source>Top up the account, or use another key.</source>
        <translation>Rechargez le compte, ou prenez une autre clé.</translation>
    </message>
    <message>
        <source>Forbidden</source>
        <translation>Accès interdit</translation>
    </message>
    <message>
        <source>The key is known and may not use this model or address.</source>
        <translation>La clé est connue, mais n’a pas droit à ce modèle ou à cette adresse.</translation>
    </message>
    <message>
        <source>Ask for access to the model, or use another key.</source>
        <translation>Demandez l’accès au modèle, ou prenez une autre clé.</translation>
    </message>
    <message>
        <source>Not Found</source>
        <translation>Introuvable</translation>
    </message>
    <message>
        <source>The endpoint knows no such path or model.</source>
        <translation>Le point d’accès ne connaît pas ce chemin ou ce modèle.</translation>
    </message>
    <message>
        <source>Request Timeout</source>
        <translation>Délai de requête dépassé</translation>
    </message>
    <message>
        <source>The endpoint gave up waiting.</source>
        <translation>Le point d’accès a cessé d’attendre.</translation>
    </message>
    <message>
        <source>Lower Concurrent to %1 or less, or raise the endpoint&apos;s own limit.</source>
        <translation>Ramenez «&#xa0;Flux&#xa0;» à %1 ou moins, ou relevez la limite du point d’accès.</translation>
    </message>
    <message>
        <source>Raise the endpoint&apos;s own limit.</source>
        <translation>Relevez la limite du point d’accès.</translation>
    </message>
    <message>
        <source>Content Too Large</source>
        <translation>Contenu trop grand</translation>
    </message>
    <message>
        <source>The request is larger than the endpoint takes.</source>
        <translation>La requête est plus grande que ce que le point d’accès accepte.</translation>
    </message>
    <message>
        <source>Lower Input tokens, or raise the limit of the proxy in front.</source>
        <translation>Réduisez «&#xa0;Jetons d’entrée&#xa0;», ou relevez la limite du proxy en amont.</translation>
    </message>
    <message>
        <source>Unprocessable Content</source>
        <translation>Contenu non traitable</translation>
    </message>
    <message>
        <source>The endpoint understands the request but not one of its values.</source>
        <translation>Le point d’accès comprend la requête, mais pas l’une de ses valeurs.</translation>
    </message>
    <message>
        <source>Read the example: it names the value.</source>
        <translation>Lisez l’exemple&#xa0;: il nomme la valeur.</translation>
    </message>
    <message>
        <source>Internal Server Error</source>
        <translation>Erreur interne du serveur</translation>
    </message>
    <message>
        <source>The endpoint failed while it worked on the request.</source>
        <translation>Le point d’accès a échoué en traitant la requête.</translation>
    </message>
    <message>
        <source>Look into the server&apos;s log for the request&apos;s id.</source>
        <translation>Cherchez l’identifiant de la requête dans le journal du serveur.</translation>
    </message>
    <message>
        <source>Bad Gateway</source>
        <translation>Mauvaise passerelle</translation>
    </message>
    <message>
        <source>A proxy in front of the endpoint got no proper answer from it.</source>
        <translation>Un proxy devant le point d’accès n’en a pas reçu de réponse correcte.</translation>
    </message>
    <message>
        <source>See whether the server behind the proxy runs, or restarted during the run.</source>
        <translation>Voyez si le serveur derrière le proxy tourne, ou s’il a redémarré pendant la mesure.</translation>
    </message>
    <message>
        <source>Service Unavailable</source>
        <translation>Service indisponible</translation>
    </message>
    <message>
        <source>The endpoint is overloaded, or still loading its model.</source>
        <translation>Le point d’accès est surchargé, ou charge encore son modèle.</translation>
    </message>
    <message>
        <source>Wait until it is ready, or lower Concurrent to %1 or less.</source>
        <translation>Attendez qu’il soit prêt, ou ramenez «&#xa0;Flux&#xa0;» à %1 ou moins.</translation>
    </message>
    <message>
        <source>Wait until it is ready.</source>
        <translation>Attendez qu’il soit prêt.</translation>
    </message>
    <message>
        <source>Gateway Timeout</source>
        <translation>Délai de passerelle dépassé</translation>
    </message>
    <message>
        <source>A proxy in front of the endpoint waited too long for it.</source>
        <translation>Un proxy devant le point d’accès l’a attendu trop longtemps.</translation>
    </message>
    <message>
        <source>Raise the proxy&apos;s timeout, or lower Concurrent to %1 or less.</source>
        <translation>Relevez la limite de temps du proxy, ou ramenez «&#xa0;Flux&#xa0;» à %1 ou moins.</translation>
    </message>
    <message>
        <source>Raise the proxy&apos;s timeout.</source>
        <translation>Relevez la limite de temps du proxy.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refus</translation>
    </message>
    <message>
        <source>The endpoint refuses the request.</source>
        <translation>Le point d’accès refuse la requête.</translation>
    </message>
    <message>
        <source>Read the example: it says why.</source>
        <translation>Lisez l’exemple&#xa0;: il dit pourquoi.</translation>
    </message>
    <message>
        <source>Server error</source>
        <translation>Erreur du serveur</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Connexion refusée</translation>
    </message>
    <message>
        <source>Nothing accepts connections at that address, or its queue is full.</source>
        <translation>Rien n’accepte de connexion à cette adresse, ou sa file est pleine.</translation>
    </message>
    <message>
        <source>Start the endpoint or correct Base URL; if only some were refused, lower Concurrent to %1 or less.</source>
        <translation>Démarrez le point d’accès ou corrigez «&#xa0;URL de base&#xa0;»&#xa0;; si seules certaines ont été refusées, ramenez «&#xa0;Flux&#xa0;» à %1 ou moins.</translation>
    </message>
    <message>
        <source>Start the endpoint or correct Base URL.</source>
        <translation>Démarrez le point d’accès ou corrigez «&#xa0;URL de base&#xa0;».</translation>
    </message>
    <message>
        <source>Name not found</source>
        <translation>Nom introuvable</translation>
    </message>
    <message>
        <source>The host&apos;s name has no address.</source>
        <translation>Le nom de l’hôte n’a pas d’adresse.</translation>
    </message>
    <message>
        <source>Check the spelling of Base URL and this computer&apos;s name service.</source>
        <translation>Vérifiez l’orthographe de «&#xa0;URL de base&#xa0;» et le service de noms de cet ordinateur.</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>Échec de TLS</translation>
    </message>
    <message>
        <source>No trusted connection could be made.</source>
        <translation>Aucune connexion de confiance n’a pu être établie.</translation>
    </message>
    <message>
        <source>Name the authority that signed the certificate in CA file, or check the date and the host name.</source>
        <translation>Indiquez l’autorité qui a signé le certificat dans «&#xa0;Fichier d’autorité&#xa0;», ou vérifiez la date et le nom de l’hôte.</translation>
    </message>
    <message>
        <source>Connection reset</source>
        <translation>Connexion rompue</translation>
    </message>
    <message>
        <source>The connection broke before the answer was whole.</source>
        <translation>La connexion s’est rompue avant la fin de la réponse.</translation>
    </message>
    <message>
        <source>See whether the server restarted or ran out of memory, or whether a proxy cuts long streams; lower Concurrent to %1 or less.</source>
        <translation>Voyez si le serveur a redémarré ou manqué de mémoire, ou si un proxy coupe les longs flux&#xa0;; ramenez «&#xa0;Flux&#xa0;» à %1 ou moins.</translation>
    </message>
    <message>
        <source>See whether the server restarted or ran out of memory, or whether a proxy cuts long streams.</source>
        <translation>Voyez si le serveur a redémarré ou manqué de mémoire, ou si un proxy coupe les longs flux.</translation>
    </message>
    <message>
        <source>Stream cut short</source>
        <translation>Flux interrompu</translation>
    </message>
    <message>
        <source>The stream ended without saying that it was complete.</source>
        <translation>Le flux a fini sans dire qu’il était complet.</translation>
    </message>
    <message>
        <source>Look for a crash in the server&apos;s log, or a proxy that ends long answers.</source>
        <translation>Cherchez un plantage dans le journal du serveur, ou un proxy qui coupe les longues réponses.</translation>
    </message>
    <message>
        <source>Unreadable answer</source>
        <translation>Réponse illisible</translation>
    </message>
    <message>
        <source>The answer is not what the chosen API sends.</source>
        <translation>La réponse n’est pas ce qu’envoie l’API choisie.</translation>
    </message>
    <message>
        <source>Error inside the stream</source>
        <translation>Erreur dans le flux</translation>
    </message>
    <message>
        <source>The endpoint began to answer and then reported an error.</source>
        <translation>Le point d’accès a commencé à répondre, puis a signalé une erreur.</translation>
    </message>
    <message>
        <source>Read the example, and the server&apos;s log for the request&apos;s id.</source>
        <translation>Lisez l’exemple, et cherchez l’identifiant de la requête dans le journal du serveur.</translation>
    </message>
    <message>
        <source>Empty answer</source>
        <translation>Réponse vide</translation>
    </message>
    <message>
        <source>The endpoint said it succeeded and sent no output.</source>
        <translation>Le point d’accès a annoncé un succès sans rien envoyer.</translation>
    </message>
    <message>
        <source>Try one such prompt by hand: the model may end at once, or all of its output may be hidden reasoning.</source>
        <translation>Essayez un tel prompt à la main&#xa0;: le modèle finit peut-être aussitôt, ou toute sa sortie est un raisonnement caché.</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Délai dépassé</translation>
    </message>
    <message>
        <source>The request took longer than the request or idle timeout allows.</source>
        <translation>La requête a duré plus que ne le permet «&#xa0;Limite d’une requête&#xa0;» ou «&#xa0;Limite d’inactivité&#xa0;».</translation>
    </message>
    <message>
        <source>Raise the timeout, or lower Concurrent to %1 or less.</source>
        <translation>Relevez cette limite, ou ramenez «&#xa0;Flux&#xa0;» à %1 ou moins.</translation>
    </message>
    <message>
        <source>Raise the timeout, or ask for fewer output tokens.</source>
        <translation>Relevez cette limite, ou demandez moins de jetons de sortie.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulée</translation>
    </message>
    <message>
        <source>Cut by Stop, or by the end of the run&apos;s time; not counted as a failure.</source>
        <translation>Coupée par l’arrêt ou par la fin de la durée maximale&#xa0;; ne compte pas comme un échec.</translation>
    </message>
    <message>
        <source>Give the run more time, or a longer grace period.</source>
        <translation>Donnez plus de temps à la mesure, ou un plus long délai de grâce.</translation>
    </message>
    <message>
        <source>Fault of this computer</source>
        <translation>Défaillance de cet ordinateur</translation>
    </message>
    <message>
        <source>Descriptors, ports or memory ran out here.</source>
        <translation>Les descripteurs, les ports ou la mémoire ont manqué ici.</translation>
    </message>
    <message>
        <source>Run `inferometer doctor`: it shows the limits; raise them or lower Concurrent.</source>
        <translation>Lancez `inferometer doctor`&#xa0;: il montre les limites&#xa0;; relevez-les ou réduisez «&#xa0;Flux&#xa0;».</translation>
    </message>
    <message>
        <source>%1 may not set %2; name it as %3.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas fixer %2&#xa0;; nommez le modèle dans «&#xa0;%3&#xa0;».</translation>
    </message>
    <message>
        <source>%1 may not set %2; give the length of answers as %3.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas fixer %2&#xa0;; donnez la longueur des réponses dans «&#xa0;%3&#xa0;».</translation>
    </message>
    <message>
        <source>%1 may not set %2; choose exact or cap as %3.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas fixer %2&#xa0;; choisissez exact ou cap dans «&#xa0;%3&#xa0;».</translation>
    </message>
    <message>
        <source>%1 may not set %2; give prompts by %3 and %4.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas fixer %2&#xa0;; donnez les prompts par «&#xa0;%3&#xa0;» et «&#xa0;%4&#xa0;».</translation>
    </message>
    <message>
        <source>%1 may not set %2; choose %3.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas fixer %2&#xa0;; choisissez «&#xa0;%3&#xa0;».</translation>
    </message>
    <message>
        <source>%1 may not set %2; every run streams, so remove it.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas fixer %2&#xa0;; chaque mesure reçoit un flux, retirez donc cette clé.</translation>
    </message>
    <message>
        <source>%1 may not set %2; keep its &quot;include_usage&quot;: true, by which tokens are counted.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas fixer %2 ainsi&#xa0;; gardez-y &quot;include_usage&quot;: true, qui sert à compter les jetons.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; to %2</source>
        <translation>«&#xa0;%1&#xa0;» à %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>«&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>%1 must be a JSON object such as {&quot;temperature&quot;: 0}; check quotes and braces.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un objet JSON tel que {&quot;temperature&quot;: 0}&#xa0;; vérifiez guillemets et accolades.</translation>
    </message>
    <message>
        <source>%1 has the key &quot;%2&quot; twice; remove one.</source>
        <translation>«&#xa0;%1&#xa0;» contient deux fois la clé «&#xa0;%2&#xa0;»&#xa0;; retirez-en une.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of an endpoint; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de point d’accès&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of an endpoint; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de point d’accès&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>Each endpoint must be a map that begins with `- name: ...`.</source>
        <translation>Chaque point d’accès doit être une table qui commence par `- name: ...`.</translation>
    </message>
    <message>
        <source>Endpoint &quot;%1&quot;: %2</source>
        <translation>Point d’accès «&#xa0;%1&#xa0;»&#xa0;: %2</translation>
    </message>
    <message>
        <source>Cannot write %1: %2; check the folder&apos;s rights and free space.</source>
        <translation>Impossible d’écrire %1&#xa0;: %2&#xa0;; vérifiez les droits et la place libre du dossier.</translation>
    </message>
    <message>
        <source>Cannot create %1: %2; check the folder&apos;s rights and free space.</source>
        <translation>Impossible de créer %1&#xa0;: %2&#xa0;; vérifiez les droits et la place libre du dossier.</translation>
    </message>
    <message>
        <source>Cannot replace %1: %2; check the folder&apos;s rights and free space.</source>
        <translation>Impossible de remplacer %1&#xa0;: %2&#xa0;; vérifiez les droits et la place libre du dossier.</translation>
    </message>
    <message>
        <source>The file must be a list of endpoints, each `- name: ...`.</source>
        <translation>Le fichier doit être une liste de points d’accès, chacun `- name: ...`.</translation>
    </message>
    <message>
        <source>Two endpoints are named &quot;%1&quot;; rename one.</source>
        <translation>Deux points d’accès s’appellent «&#xa0;%1&#xa0;»&#xa0;; renommez-en un.</translation>
    </message>
    <message>
        <source>An endpoint has no name; give it one.</source>
        <translation>Un point d’accès n’a pas de nom&#xa0;; donnez-lui-en un.</translation>
    </message>
    <message>
        <source>The name begins or ends with a blank; remove it.</source>
        <translation>Le nom commence ou finit par une espace&#xa0;; retirez-la.</translation>
    </message>
    <message>
        <source>The key is in one place only: remove %1 or %2.</source>
        <translation>La clé n’a qu’une place&#xa0;: retirez «&#xa0;%1&#xa0;» ou «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>Cannot create the folder %1: %2; check the folder&apos;s rights and free space.</source>
        <translation>Impossible de créer le dossier %1&#xa0;: %2&#xa0;; vérifiez les droits et la place libre.</translation>
    </message>
    <message>
        <source>Another endpoint is named &quot;%1&quot;; choose another name.</source>
        <translation>Un autre point d’accès s’appelle «&#xa0;%1&#xa0;»&#xa0;; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>There is no endpoint &quot;%1&quot; in endpoints.yaml; it has none: give %4 instead.</source>
        <translation>Il n’y a pas de point d’accès «&#xa0;%1&#xa0;» dans endpoints.yaml, qui n’en contient aucun&#xa0;; remplissez plutôt %4.</translation>
    </message>
    <message>
        <source>There is no endpoint &quot;%1&quot; in endpoints.yaml; it has %3.</source>
        <translation>Il n’y a pas de point d’accès «&#xa0;%1&#xa0;» dans endpoints.yaml&#xa0;; il y a %3.</translation>
    </message>
    <message>
        <source>There is no endpoint &quot;%1&quot; in endpoints.yaml; did you mean &quot;%2&quot;?</source>
        <translation>Il n’y a pas de point d’accès «&#xa0;%1&#xa0;» dans endpoints.yaml&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>%1 must be true or false, not &quot;%2&quot;.</source>
        <translation>«&#xa0;%1&#xa0;» doit être true ou false, et non «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>%1 must be a whole number from %2 to %3, not &quot;%4&quot;.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier de %2 à %3, et non «&#xa0;%4&#xa0;».</translation>
    </message>
    <message>
        <source>%1 must be a number from %2 to %3, not &quot;%4&quot;.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre de %2 à %3, et non «&#xa0;%4&#xa0;».</translation>
    </message>
    <message>
        <source>%1 must be a whole number from %2 to %3 %5, not &quot;%4&quot;.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier de %2 à %3 %5, et non «&#xa0;%4&#xa0;».</translation>
    </message>
    <message>
        <source>%1 must be a number from %2 to %3 %5, not &quot;%4&quot;.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre de %2 à %3 %5, et non «&#xa0;%4&#xa0;».</translation>
    </message>
    <message>
        <source>%1 must be one of %2, not &quot;%3&quot;.</source>
        <translation>«&#xa0;%1&#xa0;» doit être l’un de %2, et non «&#xa0;%3&#xa0;».</translation>
    </message>
    <message>
        <source>The header &quot;%1&quot; has a broken ${NAME}; write the name of an environment variable in braces.</source>
        <translation>L’en-tête «&#xa0;%1&#xa0;» contient un ${NOM} mal formé&#xa0;; écrivez le nom d’une variable d’environnement entre accolades.</translation>
    </message>
    <message>
        <source>The header &quot;%1&quot; has a name with characters that HTTP does not allow; use letters, digits and dashes.</source>
        <translation>Le nom de l’en-tête «&#xa0;%1&#xa0;» contient des caractères interdits par HTTP&#xa0;; prenez des lettres, des chiffres et des tirets.</translation>
    </message>
    <message>
        <source>The header &quot;%1&quot; is set by the program itself; remove it.</source>
        <translation>L’en-tête «&#xa0;%1&#xa0;» est envoyé par le programme lui-même&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>The header &quot;%1&quot; has a control character or line break in its value; remove it.</source>
        <translation>La valeur de l’en-tête «&#xa0;%1&#xa0;» contient un caractère de contrôle ou un saut de ligne&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>The header &quot;%1&quot; holds a credential in plain text; use %2 NAME, or write ${NAME} in its place to take it from an environment variable.</source>
        <translation>L’en-tête «&#xa0;%1&#xa0;» contient un secret en clair&#xa0;; nommez une variable d’environnement dans %2, ou écrivez ${NOM} à sa place pour le tirer d’une telle variable.</translation>
    </message>
    <message>
        <source>A value of %2 has a broken ${NAME}; close the brace.</source>
        <translation>Une valeur de %2 contient un ${NOM} mal formé&#xa0;; fermez l’accolade.</translation>
    </message>
    <message>
        <source>The environment variable %1, named in %2, is not set; export it first.</source>
        <translation>La variable d’environnement %1, nommée dans %2, n’existe pas&#xa0;; exportez-la d’abord.</translation>
    </message>
    <message>
        <source>%1 may not hold &quot;%2&quot; in plain text; write ${NAME} as its value to take it from an environment variable when a request is sent.</source>
        <translation>%1 ne peut pas contenir «&#xa0;%2&#xa0;» en clair&#xa0;; écrivez ${NOM} comme valeur pour la tirer d’une variable d’environnement à l’envoi d’une requête.</translation>
    </message>
    <message>
        <source>%1 nests more than %2 deep, which no request needs; write it flatter.</source>
        <translation>%1 s’imbrique sur plus de %2 niveaux, ce dont aucune requête n’a besoin&#xa0;; écrivez-le plus à plat.</translation>
    </message>
    <message>
        <source>The query of %1 may not hold &quot;%2&quot; in plain text; write ${NAME} in place of its value to take it from an environment variable when a request is sent.</source>
        <translation>La requête de %1 ne peut pas contenir «&#xa0;%2&#xa0;» en clair&#xa0;; écrivez ${NOM} à la place de sa valeur pour la tirer d’une variable d’environnement à l’envoi d’une requête.</translation>
    </message>
    <message>
        <source>%1 may not hold a #fragment, which no server sees; remove it.</source>
        <translation>%1 ne peut pas contenir de #fragment, qu’aucun serveur ne voit&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>The path of %1 holds a key in plain text; write ${NAME} in its place to take it from an environment variable when a request is sent.</source>
        <translation>Le chemin de %1 contient une clé en clair&#xa0;; écrivez ${NOM} à sa place pour la tirer d’une variable d’environnement à l’envoi d’une requête.</translation>
    </message>
    <message>
        <source>raise the limit on the size of files (ulimit -f); what was measured so far is kept</source>
        <translation>relevez la limite de taille des fichiers (ulimit -f)&#xa0;; ce qui a été mesuré jusque-là est conservé</translation>
    </message>
    <message>
        <source>%1 has a broken ${NAME}; write the name of an environment variable in braces.</source>
        <translation>%1 contient un ${NOM} mal formé&#xa0;; écrivez le nom d’une variable d’environnement entre accolades.</translation>
    </message>
    <message>
        <source>%1 may not hold &quot;%2&quot; in plain text, for every result file repeats it; remove it, or write ${NAME}, which is kept as it stands.</source>
        <translation>%1 ne peut pas contenir «&#xa0;%2&#xa0;» en clair, car chaque fichier de résultats le répète&#xa0;; retirez-le, ou écrivez ${NOM}, qui est conservé tel quel.</translation>
    </message>
    <message>
        <source>The environment variable %1 holds a control character; fix its value.</source>
        <translation>La variable d’environnement %1 contient un caractère de contrôle&#xa0;; corrigez sa valeur.</translation>
    </message>
    <message>
        <source>%1 must begin with http:// or https://.</source>
        <translation>«&#xa0;%1&#xa0;» doit commencer par http:// ou https://.</translation>
    </message>
    <message>
        <source>%1 may not hold a user name or password; use %2 for a key.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit contenir ni nom d’utilisateur ni mot de passe&#xa0;; pour une clé, remplissez %2.</translation>
    </message>
    <message>
        <source>%1 names no host; write it like http://127.0.0.1:8000.</source>
        <translation>«&#xa0;%1&#xa0;» ne nomme pas d’hôte&#xa0;; écrivez par exemple http://127.0.0.1:8000.</translation>
    </message>
    <message>
        <source>%1 may not contain blanks.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit pas contenir d’espaces.</translation>
    </message>
    <message>
        <source>%1 must begin with http://; TLS to the proxy itself is not supported.</source>
        <translation>«&#xa0;%1&#xa0;» doit commencer par http://&#xa0;; TLS jusqu’au proxy lui-même n’est pas pris en charge.</translation>
    </message>
    <message>
        <source>%1 may not hold a user name or password; proxies that ask for one are not supported.</source>
        <translation>«&#xa0;%1&#xa0;» ne doit contenir ni nom d’utilisateur ni mot de passe&#xa0;; les proxys qui en demandent ne sont pas pris en charge.</translation>
    </message>
    <message>
        <source>%1 must be the name of an environment variable such as MY_API_KEY, not the key itself; export the key under a name and give that name.</source>
        <translation>«&#xa0;%1&#xa0;» doit être le nom d’une variable d’environnement telle que MA_CLE, et non la clé elle-même&#xa0;; exportez la clé sous un nom et donnez ce nom.</translation>
    </message>
    <message>
        <source>%1 must be UTF-8 text without NUL bytes.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un texte UTF-8 sans octet nul.</translation>
    </message>
    <message>
        <source>%1 must hold chat/completions, generic or stream with %2; give the whole address of the endpoint as SambaStudio shows it, or export it as %3.</source>
        <translation>«&#xa0;%1&#xa0;» doit contenir chat/completions, generic ou stream avec %2&#xa0;; donnez l’adresse entière du point d’accès telle que SambaStudio l’affiche, ou exportez-la sous le nom %3.</translation>
    </message>
    <message>
        <source>%1 must be na with %3, which carries no images; set it to na or choose another %2, such as openai-chat.</source>
        <translation>«&#xa0;%1&#xa0;» doit être na avec %3, qui ne transporte pas d’images&#xa0;; choisissez na ou un autre «&#xa0;%2&#xa0;», tel que openai-chat.</translation>
    </message>
    <message>
        <source>%1 must be na with %2, whose texts ask about no image; turn one of them off.</source>
        <translation>«&#xa0;%1&#xa0;» doit être na avec «&#xa0;%2&#xa0;», dont les textes ne parlent d’aucune image&#xa0;; désactivez l’un des deux.</translation>
    </message>
    <message>
        <source>%1 is for https, and %2 begins with http://; write https:// there or give no %1.</source>
        <translation>«&#xa0;%1&#xa0;» ne sert qu’avec https, et «&#xa0;%2&#xa0;» commence par http://&#xa0;; écrivez-y https:// ou videz «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>%1 hold &quot;%2&quot; twice; remove one.</source>
        <translation>«&#xa0;%1&#xa0;»&#xa0;: «&#xa0;%2&#xa0;» y est deux fois&#xa0;; retirez-en un.</translation>
    </message>
    <message>
        <source>%1 may not hold &quot;%2&quot;, which %3 sends; remove it or turn that off.</source>
        <translation>«&#xa0;%1&#xa0;»&#xa0;: «&#xa0;%2&#xa0;» est déjà envoyé par «&#xa0;%3&#xa0;»&#xa0;; retirez-le ou désactivez ce réglage.</translation>
    </message>
    <message>
        <source>%1 has an entry without a name; write name=value.</source>
        <translation>«&#xa0;%1&#xa0;»&#xa0;: une entrée n’a pas de nom&#xa0;; écrivez nom=valeur.</translation>
    </message>
    <message>
        <source>%1 must be UTF-8 text.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un texte UTF-8.</translation>
    </message>
    <message>
        <source>%1 may not be named &quot;%2&quot;, which the summary file uses itself; choose another name.</source>
        <translation>«&#xa0;%1&#xa0;»&#xa0;: le nom «&#xa0;%2&#xa0;» est pris par le fichier de résumé lui-même&#xa0;; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>%1 holds &quot;%2&quot; twice; remove one.</source>
        <translation>«&#xa0;%1&#xa0;»&#xa0;: «&#xa0;%2&#xa0;» y est deux fois&#xa0;; retirez-en une.</translation>
    </message>
    <message>
        <source>A run is a list of `key: value` lines that begins with `version: 2`.</source>
        <translation>Une mesure est une liste de lignes `clé: valeur` qui commence par `version: 2`.</translation>
    </message>
    <message>
        <source>The first key must be `version: 2`.</source>
        <translation>La première clé doit être `version: 2`.</translation>
    </message>
    <message>
        <source>This program reads versions 1 and 2 of the format; write `version: 2` or use a newer program.</source>
        <translation>Ce programme lit les versions 1 et 2 du format&#xa0;; écrivez `version: 2` ou prenez un programme plus récent.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>%1 has no value; give one or remove the line.</source>
        <translation>«&#xa0;%1&#xa0;» n’a pas de valeur&#xa0;; donnez-en une ou retirez la ligne.</translation>
    </message>
    <message>
        <source>%1 must be a single value, not a list or map.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une seule valeur, et non une liste ou une table.</translation>
    </message>
    <message>
        <source>%1 must be a map of names to values.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une table de noms et de valeurs.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; must have a single value; write &apos;&apos; for an empty one.</source>
        <translation>«&#xa0;%1&#xa0;»&#xa0;: «&#xa0;%2&#xa0;» doit avoir une seule valeur&#xa0;; écrivez &apos;&apos; pour une valeur vide.</translation>
    </message>
    <message>
        <source>The YAML is nested too deep or too large; remove aliases.</source>
        <translation>Le YAML est trop grand ou trop profond&#xa0;; retirez les alias.</translation>
    </message>
    <message>
        <source>A text may not hold NUL bytes; remove them.</source>
        <translation>Un texte ne peut pas contenir d’octets NUL&#xa0;; enlevez-les.</translation>
    </message>
    <message>
        <source>A key must be a single word.</source>
        <translation>Une clé doit être un seul mot.</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; stands twice (first on line %2); remove one.</source>
        <translation>La clé «&#xa0;%1&#xa0;» est là deux fois (d’abord à la ligne %2)&#xa0;; retirez-en une.</translation>
    </message>
    <message>
        <source>The file holds several YAML documents; keep one.</source>
        <translation>Le fichier contient plusieurs documents YAML&#xa0;; gardez-en un.</translation>
    </message>
    <message>
        <source>Not valid YAML: %1.</source>
        <translation>Ce n’est pas du YAML valable&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2; check the path.</source>
        <translation>Impossible de lire %1&#xa0;: %2&#xa0;; vérifiez le chemin.</translation>
    </message>
    <message>
        <source>%1:%2: %3</source>
        <translation>%1, ligne %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>The URL holds a user name or key before its host; name the key&apos;s environment variable with %1 instead.</source>
        <translation>L’URL contient un nom d’utilisateur ou une clé devant l’hôte&#xa0;; nommez plutôt la variable d’environnement de la clé dans %1.</translation>
    </message>
    <message>
        <source>The URL &quot;%1&quot; has no http:// or https:// in front; it should look like http://127.0.0.1:8000 or https://host/v1.</source>
        <translation>L’URL «&#xa0;%1&#xa0;» ne commence pas par http:// ou https://&#xa0;; elle doit ressembler à http://127.0.0.1:8000 ou https://hote/v1.</translation>
    </message>
    <message>
        <source>The URL &quot;%1&quot; is neither http nor https; it should look like http://127.0.0.1:8000 or https://host/v1.</source>
        <translation>L’URL «&#xa0;%1&#xa0;» n’est ni http ni https&#xa0;; elle doit ressembler à http://127.0.0.1:8000 ou https://hote/v1.</translation>
    </message>
    <message>
        <source>The URL &quot;%1&quot; holds a blank; it should look like http://127.0.0.1:8000 or https://host/v1.</source>
        <translation>L’URL «&#xa0;%1&#xa0;» contient une espace&#xa0;; elle doit ressembler à http://127.0.0.1:8000 ou https://hote/v1.</translation>
    </message>
    <message>
        <source>The URL &quot;%1&quot; has a wrong port or bracket; it should look like http://127.0.0.1:8000 or https://host/v1.</source>
        <translation>L’URL «&#xa0;%1&#xa0;» a un port ou un crochet faux&#xa0;; elle doit ressembler à http://127.0.0.1:8000 ou https://hote/v1.</translation>
    </message>
    <message>
        <source>The URL &quot;%1&quot; has no host; it should look like http://127.0.0.1:8000 or https://host/v1.</source>
        <translation>L’URL «&#xa0;%1&#xa0;» n’a pas d’hôte&#xa0;; elle doit ressembler à http://127.0.0.1:8000 ou https://hote/v1.</translation>
    </message>
    <message>
        <source>The host %1 has no address (%2); check its spelling and this machine&apos;s DNS.</source>
        <translation>L’hôte %1 n’a pas d’adresse (%2)&#xa0;; vérifiez son orthographe et le DNS de cette machine.</translation>
    </message>
    <message>
        <source>The host %1 has no address that can be used here.</source>
        <translation>L’hôte %1 n’a pas d’adresse utilisable ici.</translation>
    </message>
    <message>
        <source>the proxy closed the connection</source>
        <translation>le proxy a fermé la connexion</translation>
    </message>
    <message>
        <source>the proxy&apos;s answer is not HTTP</source>
        <translation>la réponse du proxy n’est pas du HTTP</translation>
    </message>
    <message>
        <source>the proxy refused the tunnel (%1)</source>
        <translation>le proxy a refusé le tunnel (%1)</translation>
    </message>
    <message>
        <source>the proxy could not reach the endpoint (%1)</source>
        <translation>le proxy n’a pas pu joindre le point d’accès (%1)</translation>
    </message>
    <message>
        <source>what answers there knows no CONNECT (%1): is it a proxy?</source>
        <translation>ce qui répond là ne connaît pas CONNECT (%1)&#xa0;: est-ce un proxy&#xa0;?</translation>
    </message>
    <message>
        <source>the proxy asks for a login (%1), which cannot be given</source>
        <translation>le proxy demande une identification (%1), qui ne peut être donnée</translation>
    </message>
    <message>
        <source>no connection within %1 s</source>
        <translation>aucune connexion en %1 s</translation>
    </message>
    <message>
        <source>no memory for a TLS stream</source>
        <translation>pas assez de mémoire pour un flux TLS</translation>
    </message>
    <message>
        <source>the peer closed the connection during the TLS handshake</source>
        <translation>L’autre côté a fermé la connexion pendant la négociation TLS.</translation>
    </message>
    <message>
        <source>The proxy %1</source>
        <translation>Le proxy %1</translation>
    </message>
    <message>
        <source>%1 refused the connection; check that the server runs and the port is right.</source>
        <translation>%1 a refusé la connexion&#xa0;; vérifiez que le serveur tourne et que le port est le bon.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: there is no route to it; check the address and this machine&apos;s network.</source>
        <translation>%1 est injoignable, aucune route n’y mène&#xa0;; vérifiez l’adresse et le réseau de cette machine.</translation>
    </message>
    <message>
        <source>%1 cannot be connected to; check the address and the port.</source>
        <translation>%1 est injoignable&#xa0;; vérifiez l’adresse et le port.</translation>
    </message>
    <message>
        <source>The certificate of %1 is for another host name; use the name that stands in it as %2.</source>
        <translation>Le certificat de %1 porte un autre nom d’hôte&#xa0;; mettez ce nom dans %2.</translation>
    </message>
    <message>
        <source>The certificate of %1 is for another host name; use one of those that stand in it as %2: %3.</source>
        <translation>Le certificat de %1 est pour un autre nom d’hôte&#xa0;; utilisez comme %2 l’un de ceux qui y figurent&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid now (%2); renew it.</source>
        <translation>Le certificat de %1 n’est pas valable en ce moment (%2)&#xa0;; renouvelez-le.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted (%2); give its authority&apos;s PEM file with %3.</source>
        <translation>Le certificat de %1 n’est pas sûr (%2)&#xa0;; donnez le fichier PEM de son autorité dans %3.</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s; check that the server is not stuck.</source>
        <translation>%1 n’a pas répondu en %2 s&#xa0;; vérifiez que le serveur n’est pas bloqué.</translation>
    </message>
    <message>
        <source>%1 could not be reached in time through the proxy %2; check both addresses.</source>
        <translation>%1 n’a pas pu être joint à temps par le proxy %2&#xa0;; vérifiez les deux adresses.</translation>
    </message>
    <message>
        <source>%1 could not be reached in time; check the address, the port and firewalls.</source>
        <translation>%1 n’a pas pu être joint à temps&#xa0;; vérifiez l’adresse, le port et les pare-feu.</translation>
    </message>
    <message>
        <source>The proxy %1 refused a tunnel to %2 (HTTP %3); check its rules.</source>
        <translation>Le proxy %1 a refusé un tunnel vers %2 (HTTP %3)&#xa0;; vérifiez ses règles.</translation>
    </message>
    <message>
        <source>The proxy %1 could not reach %2 (HTTP %3); check that the server runs.</source>
        <translation>Le proxy %1 n’a pas pu joindre %2 (HTTP %3)&#xa0;; vérifiez que le serveur fonctionne.</translation>
    </message>
    <message>
        <source>%1 knows no CONNECT (HTTP %3); check that it is a proxy.</source>
        <translation>%1 ne connaît pas CONNECT (HTTP %3)&#xa0;; vérifiez que c’est un proxy.</translation>
    </message>
    <message>
        <source>The proxy %1 asks for a login (HTTP %3), which cannot be given; use one that asks for none.</source>
        <translation>Le proxy %1 demande une identification (HTTP %3), qui ne peut être donnée&#xa0;; choisissez-en un qui n’en demande pas.</translation>
    </message>
    <message>
        <source>%1 closed the connection without a whole answer; check the server&apos;s log.</source>
        <translation>%1 a fermé la connexion avant la fin de sa réponse&#xa0;; consultez le journal du serveur.</translation>
    </message>
    <message>
        <source>The call to %1 was cancelled.</source>
        <translation>L’appel à %1 a été annulé.</translation>
    </message>
    <message>
        <source>The host of %1 has no address; check its spelling and this machine&apos;s DNS.</source>
        <translation>L’hôte de %1 n’a pas d’adresse&#xa0;; vérifiez son orthographe et le DNS de cette machine.</translation>
    </message>
    <message>
        <source>The proxy %1 has no address; check its spelling.</source>
        <translation>Le proxy %1 n’a pas d’adresse&#xa0;; vérifiez son orthographe.</translation>
    </message>
    <message>
        <source>The CA file %1 cannot be read as PEM certificates; check its path.</source>
        <translation>Le fichier d’autorité %1 ne se lit pas comme des certificats PEM&#xa0;; vérifiez son chemin.</translation>
    </message>
    <message>
        <source>TLS with %1 failed; check that the port speaks https, or use http:// if it does not.</source>
        <translation>TLS avec %1 a échoué&#xa0;; vérifiez que le port parle https, ou écrivez http:// s’il ne le parle pas.</translation>
    </message>
    <message>
        <source>The answer of %1 is too large; check that the URL is an API.</source>
        <translation>La réponse de %1 est trop grande&#xa0;; vérifiez que l’URL est celle d’une API.</translation>
    </message>
    <message>
        <source>%1 does not answer in HTTP/1.1 (a port for HTTP/2 or gRPC?); check the port.</source>
        <translation>%1 ne répond pas en HTTP/1.1 (un port pour HTTP/2 ou gRPC&#xa0;?)&#xa0;; vérifiez le port.</translation>
    </message>
    <message>
        <source>%1 speaks no HTTP/1.1 (HTTP/2 or gRPC alone?); give a port that does, or a gateway.</source>
        <translation>%1 ne parle pas HTTP/1.1 (HTTP/2 ou gRPC seulement&#xa0;?)&#xa0;; indiquez un port qui le parle, ou une passerelle.</translation>
    </message>
    <message>
        <source>The answer of %1 cannot be read: %2.</source>
        <translation>La réponse de %1 ne peut être lue&#xa0;: %2.</translation>
    </message>
    <message>
        <source>libcurl could not be started; check the installation.</source>
        <translation>libcurl n’a pas pu démarrer&#xa0;; vérifiez l’installation.</translation>
    </message>
    <message>
        <source>TLS failed: %1.</source>
        <translation>TLS a échoué&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The certificate is for another host; check the base URL&apos;s host name.</source>
        <translation>Le certificat est celui d’un autre hôte&#xa0;; vérifiez le nom d’hôte de l’URL de base.</translation>
    </message>
    <message>
        <source>The certificate is for another host: it names %1. Check the base URL&apos;s host name.</source>
        <translation>Le certificat est pour un autre hôte&#xa0;: il nomme %1. Vérifiez le nom d’hôte de l’adresse.</translation>
    </message>
    <message>
        <source>The port speaks no HTTP/1.1 (HTTP/2 or gRPC alone?); give one that does, or a gateway.</source>
        <translation>Le port ne parle pas HTTP/1.1 (HTTP/2 ou gRPC seulement&#xa0;?)&#xa0;; indiquez-en un qui le parle, ou une passerelle.</translation>
    </message>
    <message>
        <source>The certificate is not trusted (%1); give its authority with %2.</source>
        <translation>Le certificat n’est pas sûr (%1)&#xa0;; donnez son autorité dans %2.</translation>
    </message>
    <message>
        <source>The TLS handshake failed: %1.</source>
        <translation>La négociation TLS a échoué&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The CA file %1 cannot be read as PEM certificates; check its path and content.</source>
        <translation>Le fichier d’autorité %1 ne se lit pas comme des certificats PEM&#xa0;; vérifiez son chemin et son contenu.</translation>
    </message>
    <message>
        <source>Making a TLS certificate failed: %1.</source>
        <translation>La création d’un certificat TLS a échoué&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Cannot listen on port %1 (%2); choose another port, or 0 to let the system pick one.</source>
        <translation>Impossible d’écouter sur le port %1 (%2)&#xa0;; choisissez un autre port, ou 0 pour laisser choisir le système.</translation>
    </message>
    <message>
        <source>%1 %2 needs more descriptors than the %3 this machine allows, %4 of which are open already; raise the hard limit (ulimit -Hn) or ask for fewer streams.</source>
        <translation>%1 %2 demande plus de descripteurs que les %3 permis par cette machine, dont %4 sont déjà ouverts&#xa0;; relevez la limite dure (ulimit -Hn) ou demandez moins de flux.</translation>
    </message>
    <message>
        <source>%1 %2 is more than the %3 local ports to one address; widen net.ipv4.ip_local_port_range or ask for fewer streams.</source>
        <translation>«&#xa0;%1&#xa0;» à %2 dépasse les %3 ports locaux vers une même adresse&#xa0;; élargissez net.ipv4.ip_local_port_range ou demandez moins de flux.</translation>
    </message>
    <message>
        <source>free space is needed there; what was measured so far is kept</source>
        <translation>libérez-y de la place&#xa0;; ce qui a été mesuré jusqu’ici est gardé</translation>
    </message>
    <message>
        <source>choose a results folder that you may write to</source>
        <translation>choisissez un dossier des résultats où vous pouvez écrire</translation>
    </message>
    <message>
        <source>the folder is gone; put it back or choose another results folder</source>
        <translation>le dossier a disparu&#xa0;; remettez-le ou choisissez un autre dossier des résultats</translation>
    </message>
    <message>
        <source>it is there already and is not overwritten; choose another results folder</source>
        <translation>il existe déjà et ne sera pas écrasé&#xa0;; choisissez un autre dossier des résultats</translation>
    </message>
    <message>
        <source>check the disk or choose another results folder</source>
        <translation>vérifiez le disque ou choisissez un autre dossier des résultats</translation>
    </message>
    <message>
        <source>Cannot create %1: %2; %3.</source>
        <translation>Impossible de créer %1&#xa0;: %2&#xa0;; %3.</translation>
    </message>
    <message>
        <source>Cannot lock %1: %2; %3.</source>
        <translation>Impossible de verrouiller %1&#xa0;: %2&#xa0;; %3.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2; %3.</source>
        <translation>Impossible de lire %1&#xa0;: %2&#xa0;; %3.</translation>
    </message>
    <message>
        <source>Cannot create the results folder %1: %2; %3.</source>
        <translation>Impossible de créer le dossier des résultats %1&#xa0;: %2&#xa0;; %3.</translation>
    </message>
    <message>
        <source>Cannot read the results folder %1: %2; %3.</source>
        <translation>Impossible de lire le dossier des résultats %1&#xa0;: %2&#xa0;; %3.</translation>
    </message>
    <message>
        <source>Cannot write to the results folder %1: %2; %3.</source>
        <translation>Impossible d’écrire dans le dossier des résultats %1&#xa0;: %2&#xa0;; %3.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2; %3.</source>
        <translation>Impossible d’écrire %1&#xa0;: %2&#xa0;; %3.</translation>
    </message>
    <message>
        <source>The results folder %1 has %2 free and the run may need %3; free space, choose another results folder or switch %4 off.</source>
        <translation>Le dossier des résultats %1 a %2 de libre et la mesure peut en demander %3&#xa0;; libérez de la place, choisissez un autre dossier ou désactivez «&#xa0;%4&#xa0;».</translation>
    </message>
    <message>
        <source>The run&apos;s journal %1 was removed while the run was writing to it; keep the results folder in place until a run has ended.</source>
        <translation>Le journal %1 a été supprimé pendant que la mesure y écrivait&#xa0;; laissez le dossier des résultats en place jusqu’à la fin d’une mesure.</translation>
    </message>
    <message>
        <source>%1 is no journal of a run; give the folder that a run wrote its results into.</source>
        <translation>%1 n’est pas le journal d’une mesure&#xa0;; donnez le dossier où une mesure a écrit ses résultats.</translation>
    </message>
    <message>
        <source>%1 has journal version %2, and this Inferometer reads versions %3 to %4; open it with the one that wrote it.</source>
        <translation>%1 est un journal de version %2, et cet Inferometer lit les versions %3 à %4&#xa0;; ouvrez-le avec celui qui l’a écrit.</translation>
    </message>
    <message>
        <source>%1 ends before the run began, so there is nothing to read; delete its folder.</source>
        <translation>%1 s’arrête avant le début de la mesure, il n’y a donc rien à lire&#xa0;; supprimez son dossier.</translation>
    </message>
    <message>
        <source>%1 has no header that can be read, so its run cannot be told; the file is left as it is, and the run.yaml beside it has the settings.</source>
        <translation>%1 n’a pas d’en-tête lisible, sa mesure ne peut donc pas être dite&#xa0;; le fichier reste tel quel, et le run.yaml à côté de lui contient les réglages.</translation>
    </message>
    <message>
        <source>Recovered %1: %2 requests had ended and were saved.</source>
        <translation>Récupéré %1&#xa0;: %2 requêtes étaient terminées et enregistrées.</translation>
    </message>
    <message>
        <source>Recovered %1: %2 requests had ended and were saved; pieces of the journal stood in it twice and count once, and it is kept as %3.</source>
        <translation>Récupéré %1&#xa0;: %2 requêtes étaient terminées et enregistrées&#xa0;; des morceaux du journal y figuraient deux fois et comptent une fois, et il est gardé sous %3.</translation>
    </message>
    <message>
        <source>Recovered %1: %2 requests were saved, and %3 could not be read, because the journal is damaged; it is kept as %4.</source>
        <translation>Récupéré %1&#xa0;: %2 requêtes sont enregistrées et %3 n’ont pas pu être lues, car le journal est endommagé&#xa0;; il est gardé sous %4.</translation>
    </message>
    <message>
        <source>Recovered %1: %2 requests were saved, and others may be missing, because the journal is damaged; it is kept as %3.</source>
        <translation>Récupéré %1&#xa0;: %2 requêtes sont enregistrées et d’autres peuvent manquer, car le journal est endommagé&#xa0;; il est gardé sous %3.</translation>
    </message>
    <message>
        <source>There is no %1; give the folder that a run named behind &quot;Results:&quot;.</source>
        <translation>%1 n’existe pas&#xa0;; donnez le dossier qu’une mesure a nommé après «&#xa0;Results:&#xa0;».</translation>
    </message>
    <message>
        <source>%1 holds no run; give the folder that a run named behind &quot;Results:&quot;.</source>
        <translation>%1 ne contient aucune mesure&#xa0;; donnez le dossier qu’une mesure a nommé après «&#xa0;Results:&#xa0;».</translation>
    </message>
    <message>
        <source>The connection test was cancelled.</source>
        <translation>L’essai de connexion a été annulé.</translation>
    </message>
    <message>
        <source>the proxy %1</source>
        <translation>le proxy %1</translation>
    </message>
    <message>
        <source>TLS with %1 failed. %2 Check that the port speaks https, and the CA file if the authority is your own.</source>
        <translation>TLS avec %1 a échoué. %2 Vérifiez que le port parle https, et le fichier d’autorité si l’autorité est la vôtre.</translation>
    </message>
    <message>
        <source>No tunnel to %1: %2; check the proxy&apos;s address and rules.</source>
        <translation>Pas de tunnel vers %1&#xa0;: %2&#xa0;; vérifiez l’adresse et les règles du proxy.</translation>
    </message>
    <message>
        <source>This computer cannot open a connection: %1.</source>
        <translation>Cet ordinateur ne peut pas ouvrir de connexion&#xa0;: %1.</translation>
    </message>
    <message>
        <source>No connection to %1: %2; check that the server runs and that address and port are right.</source>
        <translation>Pas de connexion avec %1&#xa0;: %2&#xa0;; vérifiez que le serveur tourne et que l’adresse et le port sont les bons.</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s; check the address, the port and firewalls.</source>
        <translation>%1 n’a pas répondu en %2 s&#xa0;; vérifiez l’adresse, le port et les pare-feu.</translation>
    </message>
    <message>
        <source>%1 did not answer in TLS within %2 s; check the address, the port and firewalls.</source>
        <translation>%1 n’a pas répondu en TLS en %2 s&#xa0;; vérifiez l’adresse, le port et les pare-feu.</translation>
    </message>
    <message>
        <source>The proxy %1 did not answer within %2 s; check the address, the port and firewalls.</source>
        <translation>Le proxy %1 n’a pas répondu en %2 s&#xa0;; vérifiez l’adresse, le port et les pare-feu.</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>par %1</translation>
    </message>
    <message>
        <source>certificate not verified</source>
        <translation>certificat non vérifié</translation>
    </message>
    <message>
        <source>certificate verified</source>
        <translation>certificat vérifié</translation>
    </message>
    <message>
        <source>not used: the address begins with http://</source>
        <translation>non utilisé&#xa0;: l’adresse commence par http://</translation>
    </message>
    <message>
        <source>%1 refused the list of models (HTTP %2); check the API key and what it may do.</source>
        <translation>%1 a refusé la liste des modèles (HTTP %2)&#xa0;; vérifiez la clé d’API et ses droits.</translation>
    </message>
    <message>
        <source>no list (no answer); taking %1</source>
        <translation>pas de liste (pas de réponse)&#xa0;; ce sera %1</translation>
    </message>
    <message>
        <source>no list (HTTP %2); taking %1</source>
        <translation>pas de liste (HTTP %2)&#xa0;; ce sera %1</translation>
    </message>
    <message>
        <source>%1 listed; asking %2</source>
        <translation>%1 dans la liste&#xa0;; question posée à %2</translation>
    </message>
    <message>
        <source>The environment variable %1, which should hold the API key, is not set; export it and start again.</source>
        <translation>La variable d’environnement %1, qui devrait contenir la clé d’API, n’existe pas&#xa0;; exportez-la et recommencez.</translation>
    </message>
    <message>
        <source>The environment variable %1, which should hold the URL, is not set; export it and start again.</source>
        <translation>La variable d’environnement %1, qui devrait contenir l’URL, n’existe pas&#xa0;; exportez-la et recommencez.</translation>
    </message>
    <message>
        <source>The environment variable %1</source>
        <translation>La variable d’environnement %1</translation>
    </message>
    <message>
        <source>The keyring</source>
        <translation>Le trousseau</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; is in the desktop&apos;s keyring, which only the workbench reads; put it into an environment variable and name that with %2.</source>
        <translation>La clé «&#xa0;%1&#xa0;» est dans le trousseau du bureau, que seule la fenêtre lit&#xa0;; mettez-la dans une variable d’environnement et nommez celle-ci dans %2.</translation>
    </message>
    <message>
        <source>%1 &quot;%2&quot; is not known; choose one of %3.</source>
        <translation>«&#xa0;%1&#xa0;»&#xa0;: «&#xa0;%2&#xa0;» est inconnu&#xa0;; choisissez parmi %3.</translation>
    </message>
    <message>
        <source>%1 holds blanks or line breaks inside the key; set it to the key alone.</source>
        <translation>%1 contient des espaces ou des sauts de ligne au milieu de la clé&#xa0;; n’y laissez que la clé.</translation>
    </message>
    <message>
        <source>%1 answered HTTP %2 and points to nowhere; redirects are not followed, so give the right %4.</source>
        <translation>%1 a répondu HTTP %2 sans dire où aller&#xa0;; les redirections ne sont pas suivies, corrigez %4.</translation>
    </message>
    <message>
        <source>%1 answered HTTP %2 and points to %3; redirects are not followed, so give the right %4.</source>
        <translation>%1 a répondu HTTP %2 et renvoie à %3&#xa0;; les redirections ne sont pas suivies, corrigez %4.</translation>
    </message>
    <message>
        <source>%1 answered HTTP %2</source>
        <translation>%1 a répondu HTTP %2</translation>
    </message>
    <message>
        <source>%1 answered HTTP %2 (%3)</source>
        <translation>%1 a répondu HTTP %2 (%3)</translation>
    </message>
    <message>
        <source>%1; name the variable that holds the key with %2.</source>
        <translation>%1&#xa0;; nommez la variable qui contient la clé dans %2.</translation>
    </message>
    <message>
        <source>%1; check %2, %3 and %4.</source>
        <translation>%1&#xa0;; vérifiez %2, %3 et %4.</translation>
    </message>
    <message>
        <source>%1 answered %2 with HTTP %4</source>
        <translation>%1 a répondu HTTP %4 à %2</translation>
    </message>
    <message>
        <source>%1 answered %2 with HTTP %4 (%3)</source>
        <translation>%1 a répondu HTTP %4 à %2 (%3)</translation>
    </message>
    <message>
        <source>%1 answered %2 with an error</source>
        <translation>%1 a répondu à %2 par une erreur</translation>
    </message>
    <message>
        <source>%1 answered %2 with an error (%3)</source>
        <translation>%1 a répondu à %2 par une erreur (%3)</translation>
    </message>
    <message>
        <source>%1; check the API key and what it may do.</source>
        <translation>%1&#xa0;; vérifiez la clé d’API et ses droits.</translation>
    </message>
    <message>
        <source>%1; check the base URL, the API type and the model&apos;s name.</source>
        <translation>%1&#xa0;; vérifiez l’URL de base, le type d’API et le nom du modèle.</translation>
    </message>
    <message>
        <source>%1; the endpoint limits the rate, try again later.</source>
        <translation>%1&#xa0;; le point d’accès limite le débit, réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1; check the model&apos;s name and the extra body, then the server&apos;s log.</source>
        <translation>%1&#xa0;; vérifiez le nom du modèle et le corps additionnel, puis le journal du serveur.</translation>
    </message>
    <message>
        <source>%1 answered %2 without a token; check the API type and that the model streams.</source>
        <translation>%1 a répondu à %2 sans un seul jeton&#xa0;; vérifiez le type d’API et que le modèle répond en flux.</translation>
    </message>
    <message>
        <source>%1 could not be reached again; check that it still runs.</source>
        <translation>%1 n’a pas pu être joint de nouveau&#xa0;; vérifiez qu’il tourne encore.</translation>
    </message>
    <message>
        <source>%1 closed the connection while it was asked; check the server&apos;s log.</source>
        <translation>%1 a fermé la connexion pendant la question&#xa0;; consultez le journal du serveur.</translation>
    </message>
    <message>
        <source>%1 broke off its answer before a token; check the server&apos;s log.</source>
        <translation>%1 a coupé sa réponse avant le premier jeton&#xa0;; consultez le journal du serveur.</translation>
    </message>
    <message>
        <source>%1 sent no token within %2 s; check that the server is not stuck or still loading the model.</source>
        <translation>%1 n’a envoyé aucun jeton en %2 s&#xa0;; vérifiez que le serveur n’est pas bloqué ou en train de charger le modèle.</translation>
    </message>
    <message>
        <source>The run was stopped before it began.</source>
        <translation>La mesure a été arrêtée avant de commencer.</translation>
    </message>
    <message>
        <source>%1 has no multiple_prompts; add some or turn %2 off.</source>
        <translation>%1 ne contient pas de multiple_prompts&#xa0;; ajoutez-en ou désactivez «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>%1 answered %2 with HTTP %3 and no token count.</source>
        <translation>%1 a répondu HTTP %3 à %2, sans nombre de jetons.</translation>
    </message>
    <message>
        <source>%1 speaks TLS; write https:// instead of http:// in %2.</source>
        <translation>%1 parle TLS&#xa0;; écrivez https:// au lieu de http:// dans %2.</translation>
    </message>
    <message>
        <source>%1 refused the list of models (HTTP %2); name the variable that holds the key with %3.</source>
        <translation>%1 a refusé la liste des modèles (HTTP %2)&#xa0;; nommez la variable qui contient la clé dans %3.</translation>
    </message>
    <message>
        <source>HTTP %1 at %2</source>
        <translation>HTTP %1 à %2</translation>
    </message>
    <message>
        <source>HTTP %1 at %2, which points to %3</source>
        <translation>HTTP %1 à %2, qui renvoie à %3</translation>
    </message>
    <message>
        <source>no whole answer</source>
        <translation>pas de réponse entière</translation>
    </message>
    <message>
        <source>%1 lists no models (%2); check %3 and %4, or give the name with %5.</source>
        <translation>%1 n’énumère aucun modèle (%2)&#xa0;; vérifiez %3 et %4, ou donnez le nom dans %5.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 et %2 de plus</translation>
    </message>
    <message>
        <source>%1 does not list its models; name the one to measure with %2.</source>
        <translation>%1 n’énumère pas ses modèles&#xa0;; nommez celui à mesurer dans %2.</translation>
    </message>
    <message>
        <source>%1 serves several models; choose with %2 from %3.</source>
        <translation>%1 sert plusieurs modèles&#xa0;; choisissez dans %2 parmi %3.</translation>
    </message>
    <message>
        <source>The endpoint&apos;s tokenizer counts long texts as short ones; it cannot be used.</source>
        <translation>Le tokeniseur du point d’accès compte les textes longs comme des courts&#xa0;; il est inutilisable.</translation>
    </message>
    <message>
        <source>%1 %2 is too small: the shortest prompt that can be told apart is %3 tokens with this tokenizer; ask for at least that many.</source>
        <translation>«&#xa0;%1&#xa0;» à %2 est trop petit&#xa0;: avec ce tokeniseur, le plus court prompt qui se distingue des autres fait %3 jetons&#xa0;; demandez-en au moins autant.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a field of a prompt; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un champ de prompt&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a field of a prompt; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un champ de prompt&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>Invalid prompt structure: &apos;%1&apos; must be a text.</source>
        <translation>Structure de prompt fausse&#xa0;: «&#xa0;%1&#xa0;» doit être un texte.</translation>
    </message>
    <message>
        <source>Invalid prompt structure: each prompt must include the fields [&apos;name&apos;,&apos;template&apos;], both with text.</source>
        <translation>Structure de prompt fausse&#xa0;: chaque prompt doit avoir les champs [&apos;name&apos;,&apos;template&apos;], tous deux avec un texte.</translation>
    </message>
    <message>
        <source>%1 must be a list of prompts, each with name and template.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une liste de prompts, chacun avec name et template.</translation>
    </message>
    <message>
        <source>Two prompts are named &quot;%1&quot;; rename one.</source>
        <translation>Deux prompts s’appellent «&#xa0;%1&#xa0;»&#xa0;; renommez-en un.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a list of prompts; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une liste de prompts&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a list of prompts; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une liste de prompts&#xa0;; retirez-la.</translation>
    </message>
    <message>
        <source>The file has no default_prompt; add one.</source>
        <translation>Le fichier n’a pas de default_prompt&#xa0;; ajoutez-en un.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be written: %2.</source>
        <translation>Impossible d’écrire l’archive %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>There are no result files in %1.</source>
        <translation>Il n’y a pas de fichiers de résultats dans %1.</translation>
    </message>
    <message>
        <source>Packing was cancelled.</source>
        <translation>La mise en archive a été annulée.</translation>
    </message>
    <message>
        <source>Preparing was cancelled.</source>
        <translation>La préparation a été annulée.</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>En-têtes</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Métadonnées</translation>
    </message>
    <message>
        <source>System keyring</source>
        <translation>Trousseau du système</translation>
    </message>
    <message>
        <source>The file %1 cannot be written; check that its folder exists and may be written to.</source>
        <translation>Impossible d’écrire le fichier %1&#xa0;; vérifiez que son dossier existe et que vous pouvez y écrire.</translation>
    </message>
    <message>
        <source>Asking %1 for its models</source>
        <translation>Demande des modèles de %1</translation>
    </message>
    <message>
        <source>Asking %1 for a first answer</source>
        <translation>Demande d’une première réponse à %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 answered with a web page</source>
        <translation>%1 a répondu par une page web</translation>
    </message>
    <message>
        <source>%1 answered with a web page (%3)</source>
        <translation>%1 a répondu par une page web (%3)</translation>
    </message>
    <message>
        <source>%1 answered with an error in its stream</source>
        <translation>%1 a répondu par une erreur dans son flux</translation>
    </message>
    <message>
        <source>%1 answered with an error in its stream (%3)</source>
        <translation>%1 a répondu par une erreur dans son flux (%3)</translation>
    </message>
    <message>
        <source>%1 answered with nothing</source>
        <translation>%1 n’a rien répondu</translation>
    </message>
    <message>
        <source>%1 answered with one JSON document instead of a stream</source>
        <translation>%1 a répondu par un seul document JSON au lieu d’un flux</translation>
    </message>
    <message>
        <source>%1 answered with one JSON document instead of a stream (%3)</source>
        <translation>%1 a répondu par un seul document JSON au lieu d’un flux (%3)</translation>
    </message>
    <message>
        <source>%1 answered with something that is no stream of events (%3)</source>
        <translation>%1 a répondu par autre chose qu’un flux d’événements (%3)</translation>
    </message>
    <message>
        <source>%1 does not list the model &quot;%2&quot;; did you mean &quot;%3&quot;? It lists %4.</source>
        <translation>%1 n’énumère pas le modèle «&#xa0;%2&#xa0;»&#xa0;; vouliez-vous dire «&#xa0;%3&#xa0;»&#xa0;? Il énumère %4.</translation>
    </message>
    <message>
        <source>%1 does not list the model &quot;%2&quot;; it lists %3.</source>
        <translation>%1 n’énumère pas le modèle «&#xa0;%2&#xa0;»&#xa0;; il énumère %3.</translation>
    </message>
    <message>
        <source>%1 gave no whole answer</source>
        <translation>%1 n’a pas donné de réponse entière</translation>
    </message>
    <message>
        <source>%1 is not ready (%2)</source>
        <translation>%1 n’est pas prêt (%2)</translation>
    </message>
    <message>
        <source>%1 listed, without %2; asking it all the same</source>
        <translation>%1 énumérés, sans %2&#xa0;; on le demande quand même</translation>
    </message>
    <message>
        <source>%1 takes no connections yet</source>
        <translation>%1 n’accepte pas encore de connexion</translation>
    </message>
    <message>
        <source>%1 to a prompt with an image; choose a model that takes images, or set %2 to na.</source>
        <translation>%1 à un prompt avec image&#xa0;; choisissez un modèle qui accepte les images, ou mettez «&#xa0;%2&#xa0;» à na.</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1&#xa0;; %2</translation>
    </message>
    <message>
        <source>%1; %2.</source>
        <translation>%1&#xa0;; %2.</translation>
    </message>
    <message>
        <source>%1; check %2 and that the model streams.</source>
        <translation>%1&#xa0;; vérifiez %2, et que le modèle répond en flux.</translation>
    </message>
    <message>
        <source>%1; check %2, which may be the page&apos;s whole address, %3 and %4.</source>
        <translation>%1&#xa0;; vérifiez %2, qui peut être l’adresse entière de la page, %3 et %4.</translation>
    </message>
    <message>
        <source>%1; check %2.</source>
        <translation>%1&#xa0;; vérifiez %2.</translation>
    </message>
    <message>
        <source>%1; check the server&apos;s log.</source>
        <translation>%1&#xa0;; consultez le journal du serveur.</translation>
    </message>
    <message>
        <source>%1; wait and start again, or give %2 and a number of seconds.</source>
        <translation>%1&#xa0;; attendez puis relancez, ou donnez %2 et un nombre de secondes.</translation>
    </message>
    <message>
        <source>%1; waiting for it, %2 s at most</source>
        <translation>%1&#xa0;; on l’attend, %2&#xa0;s au plus</translation>
    </message>
    <message>
        <source>A run measures one model; give one name in %1, in quotes if it holds blanks.</source>
        <translation>Une mesure porte sur un seul modèle&#xa0;; donnez un seul nom dans «&#xa0;%1&#xa0;», entre guillemets s’il contient des blancs.</translation>
    </message>
    <message>
        <source>Cutting prompts to length</source>
        <translation>Prompts mis à longueur</translation>
    </message>
    <message>
        <source>HTTP %1 at %2: %4</source>
        <translation>HTTP %1 à %2&#xa0;: %4</translation>
    </message>
    <message>
        <source>The first question was too long; asking with half of it</source>
        <translation>La première question était trop longue&#xa0;; on demande avec la moitié</translation>
    </message>
    <message>
        <source>WARNING: %1 It is asked for it all the same.</source>
        <translation>ATTENTION&#xa0;: %1 On le lui demande quand même.</translation>
    </message>
    <message>
        <source>ask for less with %1 or %2</source>
        <translation>demandez moins avec %1 ou %2</translation>
    </message>
    <message>
        <source>give %1 &apos;%2&apos;</source>
        <translation>donnez %1 &apos;%2&apos;</translation>
    </message>
    <message>
        <source>give %1 cap</source>
        <translation>donnez %1 cap</translation>
    </message>
    <message>
        <source>give %1 cap and %2 &apos;%3&apos;</source>
        <translation>donnez %1 cap et %2 &apos;%3&apos;</translation>
    </message>
    <message>
        <source>leave out %1</source>
        <translation>omettez %1</translation>
    </message>
    <message>
        <source>Looking for the endpoint&apos;s tokenizer</source>
        <translation>Recherche du tokeniseur du point d’accès</translation>
    </message>
    <message>
        <source>Asking %1 about an image</source>
        <translation>Essai d’une image auprès de %1</translation>
    </message>
    <message>
        <source>interrupted when its program ended</source>
        <translation>interrompue par la fin du programme</translation>
    </message>
    <message>
        <source>ended by a fault of this machine</source>
        <translation>terminée par une panne de cette machine</translation>
    </message>
    <message>
        <source>stopped by the timeout</source>
        <translation>arrêtée par la durée maximale</translation>
    </message>
    <message>
        <source>stopped by hand</source>
        <translation>arrêtée à la main</translation>
    </message>
    <message>
        <source>%1 never sent</source>
        <translation>jamais envoyées&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 cut</source>
        <translation>coupées&#xa0;: %1</translation>
    </message>
    <message>
        <source>all requests failed</source>
        <translation>toutes les requêtes ont échoué</translation>
    </message>
    <message>
        <source>%1 of %2 requests failed</source>
        <translation>%1 sur %2 requêtes en échec</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>entière</translation>
    </message>
    <message>
        <source>The name of a run takes at most %1 bytes; this one has %2.</source>
        <translation>Le nom d’une mesure tient en %1 octets au plus&#xa0;; celui-ci en a %2.</translation>
    </message>
    <message>
        <source>The note of a run takes at most %1 bytes; this one has %2.</source>
        <translation>La note d’une mesure tient en %1 octets au plus&#xa0;; celle-ci en a %2.</translation>
    </message>
    <message>
        <source>%1 was written by a newer version; change it there.</source>
        <translation>%1 a été écrit par une version plus récente&#xa0;; changez-le là.</translation>
    </message>
    <message>
        <source>%1 stream</source>
        <translation>%1 flux</translation>
    </message>
    <message>
        <source>%1 streams</source>
        <translation>%1 flux</translation>
    </message>
    <message>
        <source>%1 is no file of a run; what can be opened is a run&apos;s folder, the zip that was exported from one, and a run&apos;s YAML.</source>
        <translation>%1 n’est pas un fichier de mesure&#xa0;; on peut ouvrir le dossier d’une mesure, le zip qui en a été exporté et le YAML d’une mesure.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be unpacked: %2.</source>
        <translation>L’archive %1 ne peut pas être décompressée&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The archive %1 holds %2 files, far more than a run has; it is not opened.</source>
        <translation>L’archive %1 contient %2 fichiers, bien plus qu’une mesure&#xa0;; elle n’est pas ouverte.</translation>
    </message>
    <message>
        <source>The archive %1 holds several runs; unpack it and open the folder of one.</source>
        <translation>L’archive %1 contient plusieurs mesures&#xa0;; décompressez-la et ouvrez le dossier de l’une d’elles.</translation>
    </message>
    <message>
        <source>The archive %1 holds no run that can be shown (no journal); open the folder that it was made from, or export it anew.</source>
        <translation>L’archive %1 ne contient aucune mesure qui puisse être affichée (pas de journal)&#xa0;; ouvrez le dossier dont elle est issue, ou exportez-la de nouveau.</translation>
    </message>
    <message>
        <source>The archive %1 unpacks to far more than a run has; it is not opened.</source>
        <translation>L’archive %1 contient, décompressée, bien plus qu’une mesure&#xa0;; elle n’est pas ouverte.</translation>
    </message>
    <message>
        <source>Opening was cancelled.</source>
        <translation>L’ouverture a été annulée.</translation>
    </message>
    <message>
        <source>%1 requests failed for a fault of this machine: no descriptor, local port or memory was to be had.</source>
        <translation>%1 requêtes ont échoué par une faute de cette machine : plus de descripteur, de port local ou de mémoire.</translation>
    </message>
    <message>
        <source>The program ended before the run did.</source>
        <translation>Le programme s’est terminé avant la mesure.</translation>
    </message>
    <message>
        <source>Input tokens, reported</source>
        <translation>Jetons d’entrée, annoncés</translation>
    </message>
    <message>
        <source>Input tokens, estimated</source>
        <translation>Jetons d’entrée, estimés</translation>
    </message>
    <message>
        <source>Cached tokens, reported</source>
        <translation>Jetons en cache, annoncés</translation>
    </message>
    <message>
        <source>Output tokens, asked for</source>
        <translation>Jetons de sortie, demandés</translation>
    </message>
    <message>
        <source>Output tokens, reported</source>
        <translation>Jetons de sortie, annoncés</translation>
    </message>
    <message>
        <source>Reasoning tokens, reported</source>
        <translation>Jetons de raisonnement, annoncés</translation>
    </message>
    <message>
        <source>Tokens counted in the stream</source>
        <translation>Jetons comptés dans le flux</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Fragments</translation>
    </message>
    <message>
        <source>The request was stopped before it was sent.</source>
        <translation>La requête a été arrêtée avant d’être envoyée.</translation>
    </message>
    <message>
        <source>Waiting for the answer of %1</source>
        <translation>Attente de la réponse de %1</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Name lookup</source>
        <translation>Résolution du nom</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>TPOT</source>
        <translation>TPOT</translation>
    </message>
    <message>
        <source>E2E</source>
        <translation>E2E</translation>
    </message>
    <message>
        <source>Finish reason</source>
        <translation>Motif de fin</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>Request body</source>
        <translation>Corps de la requête</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Réponse HTTP</translation>
    </message>
    <message>
        <source>Raw events</source>
        <translation>Événements bruts</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>The request asks for an answer of exact length (ignore_eos, min_tokens), which some servers refuse: a run would go on without. %1 cap leaves it out here too.</source>
        <translation>La requête demande une réponse de longueur exacte (ignore_eos, min_tokens), ce que certains serveurs refusent&#xa0;: une mesure continuerait sans. %1 cap l’omet ici aussi.</translation>
    </message>
    <message>
        <source>%1: stage %2, &quot;%3&quot;, is no rate and time; write requests a second and how long, such as 10:30s, or 5-50:2m for a ramp, with rates from 0 to 1000000 and times in ms, s, m or h.</source>
        <translation>%1&#xa0;: l’étape %2, «&#xa0;%3&#xa0;», n’est pas un débit et une durée&#xa0;; écrivez des requêtes par seconde et combien de temps, comme 10:30s, ou 5-50:2m pour une rampe, avec des débits de 0 à 1000000 et des durées en ms, s, m ou h.</translation>
    </message>
    <message>
        <source>%1 last longer than 30 days together; make them shorter.</source>
        <translation>%1&#xa0;: plus de 30 jours en tout&#xa0;; raccourcissez-les.</translation>
    </message>
    <message>
        <source>%1 have %2 requests in all, and a run has from 1 to 100000000; change their rates or times.</source>
        <translation>%1&#xa0;: %2 requêtes en tout, et une mesure en a de 1 à 100000000&#xa0;; changez les débits ou les durées.</translation>
    </message>
    <message>
        <source>%1 may be %2 at most; leave some out.</source>
        <translation>%1&#xa0;: %2 au plus&#xa0;; retirez-en.</translation>
    </message>
    <message>
        <source>%1: the lengths of prompts, &quot;%2&quot;, cannot be read; write them like N(480,240)/(300,150) or U(50,100)/(200,250), with N, L, U or D before the brackets and whole tokens up to 1000000 in them.</source>
        <translation>%1&#xa0;: les longueurs des prompts, «&#xa0;%2&#xa0;», sont illisibles&#xa0;; écrivez-les comme N(480,240)/(300,150) ou U(50,100)/(200,250), avec N, L, U ou D devant les parenthèses et des jetons entiers jusqu’à 1000000 dedans.</translation>
    </message>
    <message>
        <source>%1: the lengths of answers, &quot;%2&quot;, cannot be read; write them behind a slash, like N(480,240)/(300,150) or U(50,100)/D(200), with whole tokens up to 1000000.</source>
        <translation>%1&#xa0;: les longueurs des réponses, «&#xa0;%2&#xa0;», sont illisibles&#xa0;; écrivez-les derrière une barre oblique, comme N(480,240)/(300,150) ou U(50,100)/D(200), avec des jetons entiers jusqu’à 1000000.</translation>
    </message>
    <message>
        <source>%1 /s</source>
        <translation>%1 /s</translation>
    </message>
    <message>
        <source>%1 must be at least 1; only a dataset can be asked row by row with 0.</source>
        <translation>«&#xa0;%1&#xa0;» doit valoir au moins 1&#xa0;; seul un jeu de données se parcourt ligne par ligne avec 0.</translation>
    </message>
    <message>
        <source>%1 is not given; name the file that holds the prompts.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas indiqué&#xa0;; nommez le fichier qui contient les prompts.</translation>
    </message>
    <message>
        <source>%1 holds no row that can be sent; choose another file.</source>
        <translation>%1 ne contient aucune ligne à envoyer&#xa0;; choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, ligne %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>%1, entry %2: %3</source>
        <translation>%1, entrée %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>Reading %1 was stopped.</source>
        <translation>La lecture de %1 a été arrêtée.</translation>
    </message>
    <message>
        <source>a dataset may have %1 rows at most; split the file.</source>
        <translation>un jeu de données compte %1 lignes au plus&#xa0;; divisez le fichier.</translation>
    </message>
    <message>
        <source>SambaNova prompts (JSON lines)</source>
        <translation>Prompts SambaNova (lignes JSON)</translation>
    </message>
    <message>
        <source>vLLM prompts with output lengths (JSON lines)</source>
        <translation>Prompts vLLM avec longueurs de sortie (lignes JSON)</translation>
    </message>
    <message>
        <source>OpenAI messages (JSON lines)</source>
        <translation>Messages OpenAI (lignes JSON)</translation>
    </message>
    <message>
        <source>ShareGPT conversations</source>
        <translation>Conversations ShareGPT</translation>
    </message>
    <message>
        <source>AIPerf payloads (inputs.json)</source>
        <translation>Requêtes AIPerf (inputs.json)</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>there is no column &quot;%1&quot;; choose one of %2 as %3.</source>
        <translation>il n’y a pas de colonne «&#xa0;%1&#xa0;»&#xa0;; choisissez parmi %2 pour «&#xa0;%3&#xa0;».</translation>
    </message>
    <message>
        <source>it names the columns %1; choose the one to send as %2.</source>
        <translation>elle nomme les colonnes %1&#xa0;; choisissez celle à envoyer pour «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>it holds a NUL byte; save the file as UTF-8 text.</source>
        <translation>elle contient un octet nul&#xa0;; enregistrez le fichier comme texte UTF-8.</translation>
    </message>
    <message>
        <source>it is not valid UTF-8; save the file as UTF-8 text.</source>
        <translation>elle n’est pas de l’UTF-8 valide&#xa0;; enregistrez le fichier comme texte UTF-8.</translation>
    </message>
    <message>
        <source>it has %1 cells where the head line has %2; put cells that hold commas in quotes.</source>
        <translation>elle a %1 cellules et la ligne de titre %2&#xa0;; mettez entre guillemets les cellules à virgules.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds no text; give it some or remove the row.</source>
        <translation>«&#xa0;%1&#xa0;» ne contient pas de texte&#xa0;; donnez-lui-en ou retirez la ligne.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a whole number from 1 to %2, not %3.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier de 1 à %2, non %3.</translation>
    </message>
    <message>
        <source>the JSON list breaks off or lacks a comma here; check brackets and quotes.</source>
        <translation>la liste JSON s’interrompt ou il y manque une virgule&#xa0;; vérifiez crochets et guillemets.</translation>
    </message>
    <message>
        <source>%1 is no file; choose one that holds prompts.</source>
        <translation>%1 n’est pas un fichier&#xa0;; choisissez-en un qui contient des prompts.</translation>
    </message>
    <message>
        <source>%1 is empty; choose one that holds prompts.</source>
        <translation>%1 est vide&#xa0;; choisissez un fichier qui contient des prompts.</translation>
    </message>
    <message>
        <source>this row is longer than the %1 MB that one may have.</source>
        <translation>cette ligne dépasse les %1 Mo permis à une ligne.</translation>
    </message>
    <message>
        <source>the quote that opens in line %1 is not closed.</source>
        <translation>le guillemet ouvert à la ligne %1 n’est pas fermé.</translation>
    </message>
    <message>
        <source>text stands behind the closing quote of a cell; write a quote inside a cell twice.</source>
        <translation>du texte suit le guillemet fermant d’une cellule&#xa0;; doublez un guillemet à l’intérieur d’une cellule.</translation>
    </message>
    <message>
        <source>something stands behind the end of the JSON; remove it.</source>
        <translation>quelque chose suit la fin du JSON&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>the image %1 cannot be read: %2; paths are relative to the dataset&apos;s folder.</source>
        <translation>l’image %1 ne peut être lue&#xa0;: %2&#xa0;; les chemins partent du dossier du jeu de données.</translation>
    </message>
    <message>
        <source>Urls are not supported for image_path. Please provide local image paths.</source>
        <translation>les URL ne sont pas acceptées pour image_path&#xa0;; donnez des chemins d’images locaux.</translation>
    </message>
    <message>
        <source>the image %1 is no file.</source>
        <translation>l’image %1 n’est pas un fichier.</translation>
    </message>
    <message>
        <source>the image %1 holds %2 MB, more than the %3 MB that one may have.</source>
        <translation>l’image %1 fait %2 Mo, plus que les %3 Mo permis à une image.</translation>
    </message>
    <message>
        <source>the image %1 is no PNG, JPEG or WebP file.</source>
        <translation>l’image %1 n’est ni PNG, ni JPEG, ni WebP.</translation>
    </message>
    <message>
        <source>with the image %1 all images together hold more than %2 MB; send fewer.</source>
        <translation>avec l’image %1, toutes les images dépassent ensemble %2 Mo&#xa0;; envoyez-en moins.</translation>
    </message>
    <message>
        <source>%1 takes no OpenAI messages; choose another %2, such as openai-chat.</source>
        <translation>%1 n’accepte pas de messages OpenAI&#xa0;; choisissez un autre «&#xa0;%2&#xa0;», tel que openai-chat.</translation>
    </message>
    <message>
        <source>%1 carries no images; choose another %2, such as openai-chat.</source>
        <translation>%1 ne transporte pas d’images&#xa0;; choisissez un autre «&#xa0;%2&#xa0;», tel que openai-chat.</translation>
    </message>
    <message>
        <source>Even the shortest row of %1 is longer than the endpoint takes; choose a model with a longer context, or other prompts.</source>
        <translation>Même la plus courte ligne de %1 dépasse ce que le point d’accès accepte&#xa0;; choisissez un modèle au contexte plus long, ou d’autres prompts.</translation>
    </message>
    <message>
        <source>Counting the tokens of the rows</source>
        <translation>Comptage des jetons des lignes</translation>
    </message>
    <message>
        <source>&quot;messages&quot; must be a list of messages, each with &quot;role&quot; and &quot;content&quot;.</source>
        <translation>«&#xa0;messages&#xa0;» doit être une liste de messages, chacun avec «&#xa0;role&#xa0;» et «&#xa0;content&#xa0;».</translation>
    </message>
    <message>
        <source>each of &quot;messages&quot; must be an object with a &quot;role&quot; such as &quot;user&quot;.</source>
        <translation>chaque élément de «&#xa0;messages&#xa0;» doit être un objet avec un «&#xa0;role&#xa0;» tel que «&#xa0;user&#xa0;».</translation>
    </message>
    <message>
        <source>it has no &quot;%1&quot;, which the first row of this file has; mend or remove the row.</source>
        <translation>il y manque «&#xa0;%1&#xa0;», que la première ligne du fichier possède&#xa0;; corrigez ou retirez la ligne.</translation>
    </message>
    <message>
        <source>it nests more than %1 deep, which no request needs.</source>
        <translation>elle imbrique plus de %1 niveaux, ce dont aucune requête n’a besoin.</translation>
    </message>
    <message>
        <source>it has the key &quot;%1&quot; twice; remove one.</source>
        <translation>la clé «&#xa0;%1&#xa0;» y figure deux fois&#xa0;; retirez-en une.</translation>
    </message>
    <message>
        <source>Input file can not contain more then two columns.</source>
        <translation>le fichier ne peut contenir plus de deux colonnes.</translation>
    </message>
    <message>
        <source>All rows in input file must contain the same first column name &quot;prompt&quot; and its respective text value.</source>
        <translation>toutes les lignes du fichier doivent avoir «&#xa0;prompt&#xa0;» pour première colonne, avec un texte pour valeur.</translation>
    </message>
    <message>
        <source>If input file has two columns, all rows in input file must contain the same second column name &quot;image_path&quot; and its respective text value.</source>
        <translation>si le fichier a deux colonnes, toutes les lignes doivent avoir «&#xa0;image_path&#xa0;» pour seconde colonne, avec un texte pour valeur.</translation>
    </message>
    <message>
        <source>&quot;conversations&quot; must be a list of objects with &quot;from&quot; and &quot;value&quot;.</source>
        <translation>«&#xa0;conversations&#xa0;» doit être une liste d’objets avec «&#xa0;from&#xa0;» et «&#xa0;value&#xa0;».</translation>
    </message>
    <message>
        <source>each entry of AIPerf&apos;s inputs.json must have a list of &quot;payloads&quot;.</source>
        <translation>chaque entrée de l’inputs.json d’AIPerf doit avoir une liste «&#xa0;payloads&#xa0;».</translation>
    </message>
    <message>
        <source>each of &quot;payloads&quot; must be an object, the body of a request.</source>
        <translation>chaque élément de «&#xa0;payloads&#xa0;» doit être un objet, le corps d’une requête.</translation>
    </message>
    <message>
        <source>%1 to a prompt with an image; choose a model that takes images, or a dataset without.</source>
        <translation>%1 à un prompt avec image&#xa0;; choisissez un modèle qui accepte les images, ou un jeu de données sans image.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lecture de %1</translation>
    </message>
    <message>
        <source>%1 takes no images; ask without one, or choose an API that takes them.</source>
        <translation>%1 n’accepte pas d’images&#xa0;; posez la question sans image, ou choisissez une API qui en accepte.</translation>
    </message>
    <message>
        <source>The chat has ended; connect again to go on with it.</source>
        <translation>La conversation est terminée&#xa0;; reconnectez-vous pour la poursuivre.</translation>
    </message>
    <message>
        <source>The image %1 holds %2 MB, more than the %3 MB that one may have; send a smaller one.</source>
        <translation>L’image %1 fait %2&#xa0;Mo, plus que les %3&#xa0;Mo permis&#xa0;; envoyez-en une plus petite.</translation>
    </message>
    <message>
        <source>%1 is no PNG, JPEG or WebP image; convert it to one of them.</source>
        <translation>%1 n’est pas une image PNG, JPEG ou WebP&#xa0;; convertissez-la dans l’un de ces formats.</translation>
    </message>
    <message>
        <source>There is no image %1; choose a PNG, JPEG or WebP file.</source>
        <translation>Il n’y a pas d’image %1&#xa0;; choisissez un fichier PNG, JPEG ou WebP.</translation>
    </message>
    <message>
        <source>The image %1 cannot be read; check its permissions.</source>
        <translation>L’image %1 ne peut pas être lue&#xa0;; vérifiez ses droits.</translation>
    </message>
    <message>
        <source>The server may go on with the answer that was stopped: wait a moment, or the next one is slower.</source>
        <translation>Le serveur poursuit peut-être la réponse arrêtée&#xa0;: attendez un instant, sinon la suivante sera plus lente.</translation>
    </message>
    <message>
        <source>Guardrails of the endpoint may refuse or slow down requests with images.</source>
        <translation>Les garde-fous du point d’accès peuvent refuser ou ralentir les requêtes avec images.</translation>
    </message>
    <message>
        <source>Debugging mode costs latency: these figures are not the endpoint&apos;s usual ones.</source>
        <translation>Le mode de débogage coûte de la latence&#xa0;: ces chiffres ne sont pas ceux, habituels, du point d’accès.</translation>
    </message>
    <message>
        <source>The file is no chat of this program; choose one that it has exported.</source>
        <translation>Le fichier n’est pas une conversation de ce programme&#xa0;; choisissez-en une qu’il a exportée.</translation>
    </message>
    <message>
        <source>The chat was written by a newer version of this program; use that one.</source>
        <translation>La conversation a été écrite par une version plus récente de ce programme&#xa0;; utilisez celle-ci.</translation>
    </message>
    <message>
        <source>There is no chat at %1; it may have been removed.</source>
        <translation>Il n’y a pas de conversation dans %1&#xa0;; elle a peut-être été supprimée.</translation>
    </message>
    <message>
        <source>%1 is too large to be a chat.</source>
        <translation>%1 est trop grand pour être une conversation.</translation>
    </message>
    <message>
        <source>The chat has %1 turns, more than the %2 that one may have.</source>
        <translation>La conversation a %1 tours, plus que les %2 permis.</translation>
    </message>
    <message>
        <source>That is no name of a chat; choose one of the list.</source>
        <translation>Ce n’est pas le nom d’une conversation&#xa0;; choisissez-en une dans la liste.</translation>
    </message>
    <message>
        <source>There is no folder to keep chats in; export the chat to keep it.</source>
        <translation>Il n’y a pas de dossier où garder les conversations&#xa0;; exportez la conversation pour la garder.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Cached tokens</source>
        <translation>Jetons en cache</translation>
    </message>
    <message>
        <source>Reasoning tokens</source>
        <translation>Jetons de raisonnement</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Longueur du contexte</translation>
    </message>
    <message>
        <source>Waited in this client</source>
        <translation>Attente dans ce client</translation>
    </message>
    <message>
        <source>First byte</source>
        <translation>Premier octet</translation>
    </message>
    <message>
        <source>Server&apos;s time to first token</source>
        <translation>Délai du premier jeton, du serveur</translation>
    </message>
    <message>
        <source>Server&apos;s latency</source>
        <translation>Latence, du serveur</translation>
    </message>
    <message>
        <source>Server&apos;s throughput</source>
        <translation>Débit, du serveur</translation>
    </message>
    <message>
        <source>Server&apos;s total throughput</source>
        <translation>Débit total, du serveur</translation>
    </message>
    <message>
        <source>Server&apos;s batch size</source>
        <translation>Taille de lot, du serveur</translation>
    </message>
    <message>
        <source>Server&apos;s acceptance rate</source>
        <translation>Taux d’acceptation, du serveur</translation>
    </message>
    <message>
        <source>%1 may not set %2, for the length of each answer is drawn; remove it.</source>
        <translation>%1 ne peut pas fixer %2, car la longueur de chaque réponse est tirée au sort&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>%1 has more members than any request needs; %2 in one object is the most.</source>
        <translation>%1 a plus de membres qu’il n’en faut à une requête&#xa0;; %2 par objet au plus.</translation>
    </message>
    <message>
        <source>%1 is empty; give the address of the endpoint.</source>
        <translation>%1 est vide&#xa0;; donnez l’adresse du point d’accès.</translation>
    </message>
    <message>
        <source>%1 needs an API that keeps conversations, and %2 keeps none; turn it off or choose openai-responses.</source>
        <translation>%1 demande une API qui garde les conversations, et %2 n’en garde pas&#xa0;; désactivez-le ou choisissez openai-responses.</translation>
    </message>
    <message>
        <source>%1 is no setting of run %2; remove it.</source>
        <translation>%1 n’est pas un réglage de run %2&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>%1: prompts of fewer than %2 tokens on average cannot be made; ask for longer ones.</source>
        <translation>%1&#xa0;: il n’est pas possible de faire des prompts de moins de %2 jetons en moyenne&#xa0;; demandez-en de plus longs.</translation>
    </message>
    <message>
        <source>it has more members than any request needs; %1 in one object is the most.</source>
        <translation>elle a plus de membres qu’il n’en faut à une requête&#xa0;; %1 par objet au plus.</translation>
    </message>
    <message>
        <source>The URL comes from the file .env in the working folder (%1), which is sent no key but its own; give the URL as %2 to use another key.</source>
        <translation>L’URL vient du fichier .env du dossier de travail (%1), à laquelle n’est envoyée que la clé de ce fichier&#xa0;; donnez l’URL par %2 pour utiliser une autre clé.</translation>
    </message>
    <message>
        <source>The environment variable %1, which should hold the URL, is wrong: %2</source>
        <translation>La variable d’environnement %1, qui devrait contenir l’URL, est fausse&#xa0;: %2</translation>
    </message>
    <message>
        <source>The schedule comes to more than %1 requests with its warm-up; ask for fewer or give less of %2.</source>
        <translation>L’horaire dépasse %1 requêtes avec son échauffement&#xa0;; demandez-en moins ou réduisez %2.</translation>
    </message>
    <message>
        <source>%1 holds more than the %2 MB that such a file may have; check the path.</source>
        <translation>%1 fait plus que les %2&#xa0;Mo permis à un tel fichier&#xa0;; vérifiez le chemin.</translation>
    </message>
    <message>
        <source>There is no prompt &quot;%1&quot; any more; choose another one.</source>
        <translation>Il n’y a plus de prompt «&#xa0;%1&#xa0;»&#xa0;; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>There is no folder to keep prompts in; export them to keep them.</source>
        <translation>Il n’y a pas de dossier où garder les prompts&#xa0;; exportez-les pour les garder.</translation>
    </message>
    <message>
        <source>The prompts hold %1 MB, more than the %2 MB that a file may have; remove some.</source>
        <translation>Les prompts font %1&#xa0;Mo, plus que les %2&#xa0;Mo permis à un fichier&#xa0;; retirez-en.</translation>
    </message>
    <message>
        <source>Another prompt is named &quot;%1&quot;; choose another name.</source>
        <translation>Un autre prompt s’appelle «&#xa0;%1&#xa0;»&#xa0;; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>A prompt has no name; give it one.</source>
        <translation>Un prompt n’a pas de nom&#xa0;; donnez-lui-en un.</translation>
    </message>
    <message>
        <source>The name holds %1 bytes, more than the %2 that it may have; shorten it.</source>
        <translation>Le nom fait %1 octets, plus que les %2 permis&#xa0;; raccourcissez-le.</translation>
    </message>
    <message>
        <source>The name holds a line break or what is no character; remove it.</source>
        <translation>Le nom contient un saut de ligne ou ce qui n’est pas un caractère&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>A prompt has no text; give it some.</source>
        <translation>Un prompt n’a pas de texte&#xa0;; donnez-lui-en un.</translation>
    </message>
    <message>
        <source>The text holds %1 bytes, more than the %2 that it may have; shorten it.</source>
        <translation>Le texte fait %1 octets, plus que les %2 permis&#xa0;; raccourcissez-le.</translation>
    </message>
    <message>
        <source>Line %1 of the text holds a control character; remove it.</source>
        <translation>La ligne %1 du texte contient un caractère de commande&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8; save it as that.</source>
        <translation>Le texte n’est pas de l’UTF-8 valide&#xa0;; enregistrez-le ainsi.</translation>
    </message>
    <message>
        <source>Prompt &quot;%1&quot;: %2</source>
        <translation>Prompt «&#xa0;%1&#xa0;»&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 holds %2 prompts, more than the %3 that it may have; remove some.</source>
        <translation>%1 contient %2 prompts, plus que les %3 permis&#xa0;; retirez-en.</translation>
    </message>
    <message>
        <source>it names the token &quot;%1&quot;, which its vocabulary lacks</source>
        <translation>il nomme le jeton «&#xa0;%1&#xa0;», que son vocabulaire n’a pas</translation>
    </message>
    <message>
        <source>there are more than the %1 entries that are read</source>
        <translation>il y a plus d’entrées que les %1 qui sont lues</translation>
    </message>
    <message>
        <source>at %1, %2</source>
        <translation>à %1, %2</translation>
    </message>
    <message>
        <source>there is a value of another kind than a tokenizer has there</source>
        <translation>il y a une valeur d’une autre sorte que celle attendue</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is missing</source>
        <translation>«&#xa0;%1&#xa0;» manque</translation>
    </message>
    <message>
        <source>it asks for %1, which is not supported</source>
        <translation>il demande %1, qui n’est pas pris en charge</translation>
    </message>
    <message>
        <source>it nests more than %1 deep</source>
        <translation>il est imbriqué sur plus de %1 niveaux</translation>
    </message>
    <message>
        <source>it is no JSON (%1)</source>
        <translation>ce n’est pas du JSON (%1)</translation>
    </message>
    <message>
        <source>the token &quot;%1&quot; has no number between 0 and %2</source>
        <translation>le jeton «&#xa0;%1&#xa0;» n’a pas de numéro entre 0 et %2</translation>
    </message>
    <message>
        <source>entry %1 is not two tokens</source>
        <translation>l’entrée %1 n’est pas une paire de jetons</translation>
    </message>
    <message>
        <source>the token has more than the %1 bytes that are read</source>
        <translation>le jeton a plus d’octets que les %1 qui sont lus</translation>
    </message>
    <message>
        <source>it holds &quot;%1&quot;, which is not understood here</source>
        <translation>il contient «&#xa0;%1&#xa0;», qui n’est pas compris ici</translation>
    </message>
    <message>
        <source>it cannot be compiled (%1)</source>
        <translation>il ne peut pas être compilé (%1)</translation>
    </message>
    <message>
        <source>it takes far too long on a short text</source>
        <translation>il prend bien trop de temps sur un texte court</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not one character</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un seul caractère</translation>
    </message>
    <message>
        <source>it is no SentencePiece model (%1)</source>
        <translation>ce n’est pas un modèle SentencePiece (%1)</translation>
    </message>
    <message>
        <source>it is no SentencePiece model, or a damaged one</source>
        <translation>ce n’est pas un modèle SentencePiece, ou il est endommagé</translation>
    </message>
    <message>
        <source>There is no tokenizer at %1: name a tokenizer.json, a SentencePiece .model, or a folder that holds one.</source>
        <translation>Il n’y a pas de tokeniseur à %1&#xa0;: indiquez un tokenizer.json, un .model de SentencePiece, ou un dossier qui en contient un.</translation>
    </message>
    <message>
        <source>The tokenizer %1 cannot be used: %2. Download it again, or choose another tokenizer of this model.</source>
        <translation>Le tokeniseur %1 ne peut pas être utilisé&#xa0;: %2. Téléchargez-le de nouveau, ou choisissez un autre tokeniseur de ce modèle.</translation>
    </message>
    <message>
        <source>it holds more than %1 MB</source>
        <translation>il fait plus de %1&#xa0;Mo</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>il est vide</translation>
    </message>
    <message>
        <source>There is no tokenizer for %1 in %2: neither there nor in its folders %3. Put the model&apos;s tokenizer.json into one of them.</source>
        <translation>Il n’y a pas de tokeniseur pour %1 dans %2&#xa0;: ni là, ni dans ses dossiers %3. Mettez le tokenizer.json du modèle dans l’un d’eux.</translation>
    </message>
    <message>
        <source>Check Base URL, API type and Model name: `inferometer models` lists what is served.</source>
        <translation>Vérifiez «&#xa0;URL de base&#xa0;», «&#xa0;Type d’API&#xa0;» et «&#xa0;Nom du modèle&#xa0;»&#xa0;: `inferometer models` liste ce qui est servi.</translation>
    </message>
    <message>
        <source>Check API type and Base URL: another dialect may be spoken there.</source>
        <translation>Vérifiez «&#xa0;Type d’API&#xa0;» et «&#xa0;URL de base&#xa0;»&#xa0;: on y parle peut-être un autre dialecte.</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>HTTP error</source>
        <translation>Erreur HTTP</translation>
    </message>
    <message>
        <source>Server&apos;s queue</source>
        <translation>File d’attente du serveur</translation>
    </message>
    <message>
        <source>Server&apos;s prefill</source>
        <translation>Préremplissage du serveur</translation>
    </message>
    <message>
        <source>Counting answers: %1 of %2</source>
        <translation>Comptage des réponses&#xa0;: %1 sur %2</translation>
    </message>
    <message>
        <source>Output counted</source>
        <translation>Sortie comptée</translation>
    </message>
    <message>
        <source>by the server</source>
        <translation>par le serveur</translation>
    </message>
    <message>
        <source>by a tokenizer</source>
        <translation>par un tokeniseur</translation>
    </message>
    <message>
        <source>estimated, 1 token a chunk assumed</source>
        <translation>estimés, 1 jeton par fragment supposé</translation>
    </message>
    <message>
        <source>Recovering %1 was stopped.</source>
        <translation>La récupération de %1 a été arrêtée.</translation>
    </message>
    <message>
        <source>Port %1 of %2 is taken by another program; give another one, or 0 for a free one.</source>
        <translation>Le port %1 de %2 est pris par un autre programme&#xa0;; donnez-en un autre, ou 0 pour un port libre.</translation>
    </message>
    <message>
        <source>%1 does not start on %2: %3. Install it there, or say where it is by engine/program.</source>
        <translation>%1 ne démarre pas sur %2&#xa0;: %3. Installez-le là-bas, ou dites où il est par engine/program.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of an environment variable.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nom de variable d’environnement.</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set; export it for engine/environment.</source>
        <translation>La variable d’environnement %1 n’est pas définie&#xa0;; exportez-la pour engine/environment.</translation>
    </message>
    <message>
        <source>%1 is ready, but its first answer holds no token: %2; see its log.</source>
        <translation>%1 est prêt, mais sa première réponse ne contient aucun jeton&#xa0;: %2&#xa0;; voyez son journal.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>%1 And it could not be ended: %2</source>
        <translation>%1 Et il n’a pas pu être arrêté&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 runs again on %2 after it was ended; end it there by hand.</source>
        <translation>%1 tourne de nouveau sur %2 après son arrêt&#xa0;; arrêtez-le là-bas à la main.</translation>
    </message>
    <message>
        <source>%1 must be 1 to 60 letters, digits, - and _.</source>
        <translation>«&#xa0;%1&#xa0;» doit compter 1 à 60 lettres, chiffres, - et _.</translation>
    </message>
    <message>
        <source>%1 must be one of: %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être l’un de&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 is empty; give it a value or remove it.</source>
        <translation>«&#xa0;%1&#xa0;» est vide&#xa0;; donnez-lui une valeur ou retirez-le.</translation>
    </message>
    <message>
        <source>%1 must be a port from 1 to 65535, or 0 for a free one.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un port de 1 à 65535, ou 0 pour un port libre.</translation>
    </message>
    <message>
        <source>%1 must be a time from 1s to 30d, such as 90s, 10m or 2h.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une durée de 1s à 30d, telle que 90s, 10m ou 2h.</translation>
    </message>
    <message>
        <source>A deployment must be a map that begins with `version: 1`.</source>
        <translation>Un déploiement doit être une table qui commence par `version: 1`.</translation>
    </message>
    <message>
        <source>version must be 1; this program knows no other.</source>
        <translation>version doit valoir 1&#xa0;; ce programme n’en connaît pas d’autre.</translation>
    </message>
    <message>
        <source>%1 must be a map.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une table.</translation>
    </message>
    <message>
        <source>%1 takes a value of the environment into the engine&apos;s arguments, where everyone on the machine reads it; give it by engine/environment.</source>
        <translation>«&#xa0;%1&#xa0;» met une valeur de l’environnement dans les arguments du moteur, où chacun la lit sur la machine&#xa0;; donnez-la par engine/environment.</translation>
    </message>
    <message>
        <source>%1 holds a credential; put it into an environment variable and write ${NAME} here.</source>
        <translation>«&#xa0;%1&#xa0;» contient un secret&#xa0;; mettez-le dans une variable d’environnement et écrivez ${NAME} ici.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of a deployment; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de déploiement&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of a deployment; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de déploiement&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>%1 must be a single value.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une seule valeur.</translation>
    </message>
    <message>
        <source>%1 is missing; add it.</source>
        <translation>«&#xa0;%1&#xa0;» manque&#xa0;; ajoutez-le.</translation>
    </message>
    <message>
        <source>%1 still runs on %2 although it was killed; see `ps` there and end it by hand.</source>
        <translation>%1 tourne encore sur %2 bien qu’il ait été tué&#xa0;; voyez `ps` là-bas et arrêtez-le à la main.</translation>
    </message>
    <message>
        <source>A recipe must be a map that begins with `id: ...`.</source>
        <translation>Une recette doit être une table qui commence par `id: ...`.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of a recipe; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de recette&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of a recipe; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de recette&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>%1 must be a list.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une liste.</translation>
    </message>
    <message>
        <source>A phase needs a name, and texts of the log that end it.</source>
        <translation>Une phase a besoin d’un nom, et de textes du journal qui la terminent.</translation>
    </message>
    <message>
        <source>A failure needs a text of the log, and what it means.</source>
        <translation>Un échec a besoin d’un texte du journal, et de ce qu’il signifie.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not stand in %2; what does is: %3.</source>
        <translation>«&#xa0;%1&#xa0;» ne figure pas dans %2&#xa0;; y figurent&#xa0;: %3.</translation>
    </message>
    <message>
        <source>api &quot;%1&quot; is no LLM API that this program speaks; see `inferometer run synthetic --help` behind --llm-api.</source>
        <translation>api «&#xa0;%1&#xa0;» n’est pas une API de LLM que parle ce programme&#xa0;; voyez `inferometer run synthetic --help` après --llm-api.</translation>
    </message>
    <message>
        <source>There is no recipe &quot;%1&quot;; there are: %2.</source>
        <translation>Il n’y a pas de recette «&#xa0;%1&#xa0;»&#xa0;; il y a&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 will not be ready: %2. It said: %3</source>
        <translation>%1 ne sera pas prêt&#xa0;: %2. Il a dit&#xa0;: %3</translation>
    </message>
    <message>
        <source>%1 is started; next: %2</source>
        <translation>%1 est lancé&#xa0;; ensuite&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 is started; next: ready</source>
        <translation>%1 est lancé&#xa0;; ensuite&#xa0;: prêt</translation>
    </message>
    <message>
        <source>%1 ended before it was ready. It said last: %2</source>
        <translation>%1 s’est arrêté avant d’être prêt. Il a dit en dernier&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 was not ready after %2 s (limits/ready). It said last: %3</source>
        <translation>%1 n’était pas prêt après %2 s (limits/ready). Il a dit en dernier&#xa0;: %3</translation>
    </message>
    <message>
        <source>%1 has said nothing for %2 s (limits/stall). It said last: %3</source>
        <translation>%1 n’a rien dit pendant %2 s (limits/stall). Il a dit en dernier&#xa0;: %3</translation>
    </message>
    <message>
        <source>A script failed on %1 with exit code %2: %3.</source>
        <translation>Un script a échoué sur %1 avec le code %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>A script cannot be started on this machine: %1; close other programs.</source>
        <translation>Aucun script ne peut être lancé sur cette machine&#xa0;: %1&#xa0;; fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>There is no folder to keep deployments in: set HOME or XDG_DATA_HOME.</source>
        <translation>Il n’y a pas de dossier où garder les déploiements&#xa0;: définissez HOME ou XDG_DATA_HOME.</translation>
    </message>
    <message>
        <source>Another program is at the deployment %1; wait for it, or end it.</source>
        <translation>Un autre programme est au déploiement %1&#xa0;; attendez-le, ou arrêtez-le.</translation>
    </message>
    <message>
        <source>%1 does not tell what runs there: it needs /proc of Linux and GNU grep.</source>
        <translation>%1 ne dit pas ce qui y tourne&#xa0;: il faut le /proc de Linux et GNU grep.</translation>
    </message>
    <message>
        <source>family must be letters, digits, - and _, such as llama.</source>
        <translation>family doit être fait de lettres, de chiffres, de - et de _, comme llama.</translation>
    </message>
    <message>
        <source>size must be the number of parameters, such as 14b.</source>
        <translation>size doit être le nombre de paramètres, comme 14b.</translation>
    </message>
    <message>
        <source>the model under %1 is no name; write it as the engine takes it.</source>
        <translation>le modèle sous %1 n’est pas un nom&#xa0;; écrivez-le comme le moteur l’attend.</translation>
    </message>
    <message>
        <source>the row names no model; write one under an engine.</source>
        <translation>la ligne ne nomme aucun modèle&#xa0;; écrivez-en un sous un moteur.</translation>
    </message>
    <message>
        <source>The campaign has no models; write a row for each into its table.</source>
        <translation>La campagne n’a pas de modèles&#xa0;; écrivez une ligne pour chacun dans son tableau.</translation>
    </message>
    <message>
        <source>The campaign has no GPUs; give offers to run on.</source>
        <translation>La campagne n’a pas de GPU&#xa0;; donnez des offres où mesurer.</translation>
    </message>
    <message>
        <source>No engine of the campaign is left; ask for one that its table has.</source>
        <translation>Il ne reste aucun moteur de la campagne&#xa0;; demandez-en un qui figure dans son tableau.</translation>
    </message>
    <message>
        <source>the head line must be family,size and an engine a column, such as family,size,ollama,vllm.</source>
        <translation>la ligne de titre doit être family,size et une colonne par moteur, comme family,size,ollama,vllm.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of an engine.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nom de moteur.</translation>
    </message>
    <message>
        <source>The campaign has more than %1 rows; take fewer models or GPUs.</source>
        <translation>La campagne a plus de %1 lignes&#xa0;; prenez moins de modèles ou de GPU.</translation>
    </message>
    <message>
        <source>The name &quot;%1&quot; does not tell how many parameters the model has; give their number in billions.</source>
        <translation>Le nom «&#xa0;%1&#xa0;» ne dit pas combien de paramètres a le modèle&#xa0;; donnez leur nombre en milliards.</translation>
    </message>
    <message>
        <source>first because you measured it</source>
        <translation>premier parce que vous l’avez mesuré</translation>
    </message>
    <message>
        <source>the cheapest of %1 that fit, though of %2 nobody knows what a token costs</source>
        <translation>le moins cher des %1 qui conviennent, bien que, pour %2, personne ne sache ce que coûte un jeton</translation>
    </message>
    <message>
        <source>the cheapest of %1 that fit</source>
        <translation>le moins cher des %1 qui conviennent</translation>
    </message>
    <message>
        <source>number %1 of %2 that fit</source>
        <translation>numéro %1 des %2 qui conviennent</translation>
    </message>
    <message>
        <source>%1: %2 of %3 GB needed; its price is not known, so it stands behind all that tell theirs.</source>
        <translation>%1&#xa0;: %2&#xa0;Go nécessaires sur %3&#xa0;; son prix n’est pas connu, l’offre vient donc après toutes celles qui donnent le leur.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 GB needed, %4; its memory&apos;s bandwidth is not known, and so no price of a token.</source>
        <translation>%1&#xa0;: %2&#xa0;Go nécessaires sur %3, %4&#xa0;; la bande passante de sa mémoire n’est pas connue, et donc le prix d’un jeton non plus.</translation>
    </message>
    <message>
        <source>There is no offer to choose from; refresh them or give a file of offers.</source>
        <translation>Il n’y a aucune offre où choisir&#xa0;; actualisez-les ou donnez un fichier d’offres.</translation>
    </message>
    <message>
        <source>None of %1 offers has room for %2, which needs %3 GB in %4 % of a GPU&apos;s memory; the largest has %5 GB: take a smaller quantization, less context or fewer requests at once.</source>
        <translation>Aucune des %1 offres n’a la place pour %2, qui demande %3&#xa0;Go dans %4 % de la mémoire d’un GPU&#xa0;; la plus grande a %5&#xa0;Go&#xa0;: prenez une quantification plus petite, moins de contexte ou moins de requêtes à la fois.</translation>
    </message>
    <message>
        <source>the table is too large; a few megabytes are read.</source>
        <translation>le tableau est trop grand&#xa0;; quelques mégaoctets au plus sont lus.</translation>
    </message>
    <message>
        <source>the table is empty; its first line names the columns.</source>
        <translation>le tableau est vide&#xa0;; sa première ligne nomme les colonnes.</translation>
    </message>
    <message>
        <source>the row has %1 cells where the head line has %2; put cells that hold commas in quotes.</source>
        <translation>la ligne a %1 cellules et la ligne de titre %2&#xa0;; mettez entre guillemets les cellules à virgules.</translation>
    </message>
    <message>
        <source>the table has more than %1 rows; make it shorter.</source>
        <translation>le tableau a plus de %1 lignes&#xa0;; raccourcissez-le.</translation>
    </message>
    <message>
        <source>the column &quot;%1&quot; is there twice; remove one.</source>
        <translation>la colonne «&#xa0;%1&#xa0;» y est deux fois&#xa0;; retirez-en une.</translation>
    </message>
    <message>
        <source>the row has more than %1 cells; make it shorter.</source>
        <translation>la ligne a plus de %1 cellules&#xa0;; raccourcissez-la.</translation>
    </message>
    <message>
        <source>the quote that opens here is not closed.</source>
        <translation>le guillemet qui s’ouvre ici n’est pas fermé.</translation>
    </message>
    <message>
        <source>This is no config.json of a model; give the one beside its weights.</source>
        <translation>Ce n’est pas le config.json d’un modèle&#xa0;; donnez celui qui accompagne ses poids.</translation>
    </message>
    <message>
        <source>The config.json names neither num_hidden_layers nor num_attention_heads; give that of a language model.</source>
        <translation>Le config.json ne contient ni num_hidden_layers ni num_attention_heads&#xa0;; donnez celui d’un modèle de langage.</translation>
    </message>
    <message>
        <source>%1 is too long; it is a name.</source>
        <translation>«&#xa0;%1&#xa0;» est trop long&#xa0;; c’est un nom.</translation>
    </message>
    <message>
        <source>%1 must be a whole number of GPUs.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier de GPU.</translation>
    </message>
    <message>
        <source>%1 must be the memory of one GPU in GB.</source>
        <translation>«&#xa0;%1&#xa0;» doit être la mémoire d’un GPU en&#xa0;Go.</translation>
    </message>
    <message>
        <source>%1 must be USD for an hour of the whole machine, or empty where it is not known.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un prix en USD pour une heure de la machine entière, ou vide s’il n’est pas connu.</translation>
    </message>
    <message>
        <source>%1 must be yes or no.</source>
        <translation>«&#xa0;%1&#xa0;» doit être yes ou no.</translation>
    </message>
    <message>
        <source>%1 must be a date such as 2026-11-22.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une date comme 2026-11-22.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a column of offers; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une colonne d’offres&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a column of offers; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une colonne d’offres&#xa0;; retirez-la.</translation>
    </message>
    <message>
        <source>the row names neither a machine nor a GPU; give one.</source>
        <translation>la ligne ne nomme ni machine ni GPU&#xa0;; donnez l’un des deux.</translation>
    </message>
    <message>
        <source>%1 prices have no date; ask the site anew before you rely on them.</source>
        <translation>Prix sans date&#xa0;: %1&#xa0;; interrogez de nouveau le site avant de vous y fier.</translation>
    </message>
    <message>
        <source>%1 prices are older than 7 days, the oldest of %2; ask the site anew before you rely on them.</source>
        <translation>Prix de plus de 7 jours&#xa0;: %1, le plus ancien du %2&#xa0;; interrogez de nouveau le site avant de vous y fier.</translation>
    </message>
    <message>
        <source>%1 prices are older than 7 days, the oldest of %2, and %3 have no date; ask the site anew before you rely on them.</source>
        <translation>Prix de plus de 7 jours&#xa0;: %1, le plus ancien du %2&#xa0;; prix sans date&#xa0;: %3. Interrogez de nouveau le site avant de vous y fier.</translation>
    </message>
    <message>
        <source>The region %1 of AWS has no machine image %2 that can be used; images are of one region each: set an image or image-name of the site that is there.</source>
        <translation>La région %1 d’AWS n’a pas d’image de machine %2 utilisable&#xa0;; chaque image n’est que d’une région&#xa0;: donnez au site une image ou un image-name qui s’y trouve.</translation>
    </message>
    <message>
        <source>AWS did not say whose credentials these are; check the site&apos;s api-url.</source>
        <translation>AWS n’a pas dit à qui sont ces identifiants&#xa0;; vérifiez le réglage api-url du site.</translation>
    </message>
    <message>
        <source>AWS asks for fewer calls (%1: %2); try again in a minute.</source>
        <translation>AWS demande moins d’appels (%1&#xa0;: %2)&#xa0;; réessayez dans une minute.</translation>
    </message>
    <message>
        <source>AWS failed at %1 and may have done it all the same (%3: %2); look at what is there before trying again.</source>
        <translation>AWS a échoué à %1 et l’a peut-être fait quand même (%3&#xa0;: %2)&#xa0;; regardez ce qui existe là-bas avant de réessayer.</translation>
    </message>
    <message>
        <source>AWS failed at %1 (%3: %2); try again in a minute.</source>
        <translation>AWS a échoué à %1 (%3&#xa0;: %2)&#xa0;; réessayez dans une minute.</translation>
    </message>
    <message>
        <source>AWS refused %1 (%3: %2); check the settings of the site.</source>
        <translation>AWS a refusé %1 (%3&#xa0;: %2)&#xa0;; vérifiez les réglages du site.</translation>
    </message>
    <message>
        <source>AWS has no such machine free now (%2); set another zone or instance of the site, or try later.</source>
        <translation>AWS n’a pas de machine de ce type libre en ce moment (%2)&#xa0;; donnez au site une autre zone ou une autre instance, ou réessayez plus tard.</translation>
    </message>
    <message>
        <source>The quota of the AWS account does not allow %1 (%2); raise it in AWS&apos;s Service Quotas (vCPUs of the instance&apos;s family), or set a smaller instance.</source>
        <translation>Le quota du compte AWS ne permet pas %1 (%2)&#xa0;; relevez-le dans Service Quotas d’AWS (vCPU de la famille de l’instance), ou choisissez une instance plus petite.</translation>
    </message>
    <message>
        <source>AWS does not accept the credentials (%3: %2); check the access key and its secret, and this machine&apos;s clock.</source>
        <translation>AWS n’accepte pas les identifiants (%3&#xa0;: %2)&#xa0;; vérifiez la clé d’accès et son secret, ainsi que l’horloge de cette machine.</translation>
    </message>
    <message>
        <source>AWS says that the credentials have expired (%2); get new ones with their session token, and check this machine&apos;s clock.</source>
        <translation>AWS dit que les identifiants ont expiré (%2)&#xa0;; obtenez-en de nouveaux avec leur jeton de session, et vérifiez l’horloge de cette machine.</translation>
    </message>
    <message>
        <source>The AWS credentials may not call %1 (%2); let the policy of their user allow it.</source>
        <translation>Les identifiants AWS n’ont pas le droit d’appeler %1 (%2)&#xa0;; autorisez-le dans la stratégie de leur utilisateur.</translation>
    </message>
    <message>
        <source>The AWS account may not use this service or region yet (%2); finish its sign-up, or turn the region on in the account&apos;s settings.</source>
        <translation>Le compte AWS n’a pas encore droit à ce service ou à cette région (%2)&#xa0;; terminez son inscription, ou activez la région dans les réglages du compte.</translation>
    </message>
    <message>
        <source>AWS does not know what %1 names (%2); check the settings of the site and its region.</source>
        <translation>AWS ne connaît pas ce que nomme %1 (%2)&#xa0;; vérifiez les réglages du site et sa région.</translation>
    </message>
    <message>
        <source>AWS still uses what %1 is to remove (%2); try again in a minute.</source>
        <translation>AWS utilise encore ce que %1 doit supprimer (%2)&#xa0;; réessayez dans une minute.</translation>
    </message>
    <message>
        <source>AWS cannot do %1 there (%2); set another zone or instance of the site.</source>
        <translation>AWS ne peut pas faire %1 à cet endroit (%2)&#xa0;; donnez au site une autre zone ou une autre instance.</translation>
    </message>
    <message>
        <source>The region %1 of AWS has no instance %2; set another one of the site.</source>
        <translation>La région %1 d’AWS n’a pas d’instance %2&#xa0;; donnez-en une autre au site.</translation>
    </message>
    <message>
        <source>The zone %1 of AWS has no instance %2; set one of those that do: %3.</source>
        <translation>La zone %1 d’AWS n’a pas d’instance %2&#xa0;; choisissez une zone qui en a&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The call %1 to AWS was stopped.</source>
        <translation>L’appel %1 à AWS a été arrêté.</translation>
    </message>
    <message>
        <source>AWS&apos;s list %1 does not end; check the site&apos;s api-url.</source>
        <translation>La liste %1 d’AWS ne finit pas&#xa0;; vérifiez le réglage api-url du site.</translation>
    </message>
    <message>
        <source>What came as AWS&apos;s answer to %1 is none; check the site&apos;s api-url, and what is there.</source>
        <translation>Ce qui est venu comme réponse d’AWS à %1 n’en est pas une&#xa0;; vérifiez le réglage api-url du site, et ce qui existe là-bas.</translation>
    </message>
    <message>
        <source>AWS answered %1 without an id; look at what is there before trying again.</source>
        <translation>AWS a répondu à %1 sans identifiant&#xa0;; regardez ce qui existe là-bas avant de réessayer.</translation>
    </message>
    <message>
        <source>The api-url of the site must begin with https://.</source>
        <translation>Le réglage api-url du site doit commencer par https://.</translation>
    </message>
    <message>
        <source>The api-url of the site must end behind the host and its port.</source>
        <translation>Le réglage api-url du site doit s’arrêter après l’hôte et son port.</translation>
    </message>
    <message>
        <source>The site needs my-address, the one IPv4 address from which SSH is let in (203.0.113.7), or a security-group that is there.</source>
        <translation>Le site a besoin de my-address, la seule adresse IPv4 d’où SSH est admis (203.0.113.7), ou d’un security-group qui existe là-bas.</translation>
    </message>
    <message>
        <source>The disk of the site must be a whole number of GB from 1 to %1.</source>
        <translation>Le réglage disk du site doit être un nombre entier de&#xa0;Go de 1 à %1.</translation>
    </message>
    <message>
        <source>The setting spot of the site must be true or false.</source>
        <translation>Le réglage spot du site doit être true ou false.</translation>
    </message>
    <message>
        <source>The address of the site must be public or private.</source>
        <translation>Le réglage address du site doit être public ou private.</translation>
    </message>
    <message>
        <source>What is given as AWS&apos;s access key is none (16 or more capitals and digits); check the site&apos;s access-key-env or profile.</source>
        <translation>Ce qui est donné comme clé d’accès d’AWS n’en est pas une (16 majuscules et chiffres ou plus)&#xa0;; vérifiez access-key-env ou profile du site.</translation>
    </message>
    <message>
        <source>AWS&apos;s secret key or session token holds blanks or line breaks; set it again as AWS shows it.</source>
        <translation>La clé secrète ou le jeton de session d’AWS contient des espaces ou des sauts de ligne&#xa0;; redonnez-le tel qu’AWS le montre.</translation>
    </message>
    <message>
        <source>The file %1 with the profiles of AWS cannot be read; check its path and mode.</source>
        <translation>Le fichier %1 des profils d’AWS ne peut pas être lu&#xa0;; vérifiez son chemin et ses droits.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no region of AWS; give one such as eu-west-1.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une région d’AWS&#xa0;; donnez-en une comme eu-west-1.</translation>
    </message>
    <message>
        <source>The profile &quot;%1&quot; with an access key and its secret is not in the credentials file of AWS; check its name.</source>
        <translation>Le profil «&#xa0;%1&#xa0;», avec une clé d’accès et son secret, n’est pas dans le fichier d’identifiants d’AWS&#xa0;; vérifiez son nom.</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set; export it for the site.</source>
        <translation>La variable d’environnement %1 n’est pas définie&#xa0;; exportez-la pour le site.</translation>
    </message>
    <message>
        <source>There is no provider &quot;%1&quot;; it must be one of: %2.</source>
        <translation>Il n’y a pas de fournisseur «&#xa0;%1&#xa0;»&#xa0;; il doit être l’un de&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The site &quot;%1&quot; has no settings; remove %2.</source>
        <translation>Le site «&#xa0;%1&#xa0;» n’a pas de réglages&#xa0;; retirez %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no setting of the site &quot;%2&quot;, which knows: %3.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage du site «&#xa0;%2&#xa0;», qui connaît&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The site &quot;%1&quot; needs %2: %3.</source>
        <translation>Le site «&#xa0;%1&#xa0;» a besoin de %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>%1 refused what was asked for (HTTP %2: %3); change it.</source>
        <translation>%1 a refusé ce qui était demandé (HTTP %2&#xa0;: %3)&#xa0;; modifiez-le.</translation>
    </message>
    <message>
        <source>%1 does not accept the key in %4 (HTTP %2: %3); check it.</source>
        <translation>%1 n’accepte pas la clé de %4 (HTTP %2&#xa0;: %3)&#xa0;; vérifiez-la.</translation>
    </message>
    <message>
        <source>%1 asks for money first (HTTP %2: %3); add to the balance.</source>
        <translation>%1 demande d’abord un paiement (HTTP %2&#xa0;: %3)&#xa0;; rechargez le compte.</translation>
    </message>
    <message>
        <source>%1 does not allow this to the key in %4 (HTTP %2: %3); use one that may.</source>
        <translation>%1 ne permet pas cela à la clé de %4 (HTTP %2&#xa0;: %3)&#xa0;; prenez-en une qui y a droit.</translation>
    </message>
    <message>
        <source>%1 does not have what was asked for (HTTP %2: %3); check its id.</source>
        <translation>%1 n’a pas ce qui était demandé (HTTP %2&#xa0;: %3)&#xa0;; vérifiez son identifiant.</translation>
    </message>
    <message>
        <source>%1 cannot do this now (HTTP %2: %3); try again later.</source>
        <translation>%1 ne peut pas le faire en ce moment (HTTP %2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 is asked too often (HTTP %2: %3); try again later.</source>
        <translation>%1 reçoit trop de demandes (HTTP %2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 failed by itself (HTTP %2: %3); try again later.</source>
        <translation>%1 a échoué de son côté (HTTP %2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>api-url may hold no ? or #; give the API&apos;s address.</source>
        <translation>api-url ne peut contenir ni&#xa0;? ni #&#xa0;; donnez l’adresse de l’API.</translation>
    </message>
    <message>
        <source>A key would go to %1 for all to read; write https:// in api-url.</source>
        <translation>Une clé partirait vers %1, lisible par tous&#xa0;; écrivez https:// dans api-url.</translation>
    </message>
    <message>
        <source>The key in %1 holds blanks or control characters; set it anew.</source>
        <translation>La clé de %1 contient des espaces ou des caractères de contrôle&#xa0;; redéfinissez-la.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no id of a data center; write one like EU-RO-1.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un identifiant de centre de données&#xa0;; écrivez-en un comme EU-RO-1.</translation>
    </message>
    <message>
        <source>RunPod makes no volume under %1 GB; ask for more, or for 0.</source>
        <translation>RunPod ne crée pas de volume de moins de %1&#xa0;Go&#xa0;; demandez plus, ou 0.</translation>
    </message>
    <message>
        <source>cuda must be a version of two numbers such as 12.8.</source>
        <translation>cuda doit être une version à deux nombres, comme 12.8.</translation>
    </message>
    <message>
        <source>cloud must be secure or community.</source>
        <translation>cloud doit être secure ou community.</translation>
    </message>
    <message>
        <source>RunPod knows no GPU &quot;%1&quot;; give an id that its offers list.</source>
        <translation>RunPod ne connaît pas de GPU «&#xa0;%1&#xa0;»&#xa0;; donnez un identifiant que listent ses offres.</translation>
    </message>
    <message>
        <source>RunPod has no pod with %1 of &quot;%2&quot; in its %3 cloud; ask for fewer, or for the other cloud.</source>
        <translation>RunPod n’a pas de pod avec %1 × «&#xa0;%2&#xa0;» dans son cloud %3&#xa0;; demandez-en moins, ou l’autre cloud.</translation>
    </message>
    <message>
        <source>%1 must be of letters, digits, - and _.</source>
        <translation>«&#xa0;%1&#xa0;» doit être fait de lettres, de chiffres, de - et de _.</translation>
    </message>
    <message>
        <source>Scaleway made the server, but then: %1</source>
        <translation>Scaleway a créé le serveur, mais ensuite&#xa0;: %1</translation>
    </message>
    <message>
        <source>Scaleway has no type &quot;%1&quot; in %2; give one that its offers list.</source>
        <translation>Scaleway n’a pas de type «&#xa0;%1&#xa0;» dans %2&#xa0;; donnez-en un que listent ses offres.</translation>
    </message>
    <message>
        <source>%1 did not answer as its API documents (%2); check its console.</source>
        <translation>%1 n’a pas répondu comme son API le documente (%2)&#xa0;; vérifiez dans sa console.</translation>
    </message>
    <message>
        <source>%1 must be a whole number from %2 to %3.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier de %2 à %3.</translation>
    </message>
    <message>
        <source>A script on %1 was not done after %2 s.</source>
        <translation>Un script sur %1 n’était pas terminé après %2&#xa0;s.</translation>
    </message>
    <message>
        <source>No port of this machine can be listened on: %1; close other programs.</source>
        <translation>Aucun port de cette machine ne peut être mis à l’écoute&#xa0;: %1&#xa0;; fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost (%2); try again once the machine can be reached.</source>
        <translation>La connexion à %1 a été perdue (%2)&#xa0;; réessayez quand la machine sera joignable.</translation>
    </message>
    <message>
        <source>%1 runs no script over SSH: %2; see what its sshd allows.</source>
        <translation>%1 n’exécute aucun script par SSH&#xa0;: %2&#xa0;; voyez ce que permet son sshd.</translation>
    </message>
    <message>
        <source>%1 was not reached in time.</source>
        <translation>%1 n’a pas été joint à temps.</translation>
    </message>
    <message>
        <source>The key %1 can be neither read nor made; remove it, or see who may write there.</source>
        <translation>La clé %1 ne peut être ni lue ni créée&#xa0;; supprimez-la, ou voyez qui peut écrire à cet endroit.</translation>
    </message>
    <message>
        <source>%1 cannot be connected to (%2); check that the machine runs and lets SSH in.</source>
        <translation>Impossible de se connecter à %1 (%2)&#xa0;; vérifiez que la machine fonctionne et laisse entrer SSH.</translation>
    </message>
    <message>
        <source>libssh could not be started; check the installation.</source>
        <translation>libssh n’a pas pu démarrer&#xa0;; vérifiez l’installation.</translation>
    </message>
    <message>
        <source>~/.ssh/config cannot be read by libssh: %1.</source>
        <translation>libssh ne peut pas lire ~/.ssh/config&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%1 does not answer as SSH does: %2; check the port.</source>
        <translation>%1 ne répond pas comme SSH&#xa0;: %2&#xa0;; vérifiez le port.</translation>
    </message>
    <message>
        <source>%1 shows no key; it is no SSH server.</source>
        <translation>%1 ne montre pas de clé&#xa0;; ce n’est pas un serveur SSH.</translation>
    </message>
    <message>
        <source>The key of %1 cannot be read.</source>
        <translation>La clé de %1 ne peut pas être lue.</translation>
    </message>
    <message>
        <source>The key of %1 is not the one in %2: it shows %3 now. Somebody may be in between; only if the machine was set up anew, remove it there with ssh-keygen -R.</source>
        <translation>La clé de %1 n’est pas celle de %2&#xa0;: il montre maintenant %3. Quelqu’un s’est peut-être interposé&#xa0;; seulement si la machine a été réinstallée, retirez-y la clé avec ssh-keygen -R.</translation>
    </message>
    <message>
        <source>Whether the key of %1 is known cannot be told by %2: %3.</source>
        <translation>%2 ne permet pas de savoir si la clé de %1 est connue&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The key of %1 is not known: %2. Compare it with the machine&apos;s own, then trust it.</source>
        <translation>La clé de %1 n’est pas connue&#xa0;: %2. Comparez-la à celle de la machine, puis faites-lui confiance.</translation>
    </message>
    <message>
        <source>The key of %1 cannot be kept in %2: %3.</source>
        <translation>La clé de %1 ne peut pas être conservée dans %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a private key without a passphrase; add an encrypted one to the agent and name none.</source>
        <translation>%1 ne peut pas être lu comme une clé privée sans phrase secrète&#xa0;; ajoutez une clé chiffrée à l’agent et n’en nommez aucune.</translation>
    </message>
    <message>
        <source>%1 closed the connection while logging in; see its log of SSH.</source>
        <translation>%1 a fermé la connexion pendant l’identification&#xa0;; voyez son journal SSH.</translation>
    </message>
    <message>
        <source>%1 lets none of %2 in; put the public key into its authorized_keys, or give a password, which it would take.</source>
        <translation>%1 n’accepte aucune clé (%2)&#xa0;; mettez la clé publique dans son authorized_keys, ou donnez un mot de passe, qui y est accepté.</translation>
    </message>
    <message>
        <source>%1 lets none of %2 in; put the public key into its authorized_keys.</source>
        <translation>%1 n’accepte aucune clé (%2)&#xa0;; mettez la clé publique dans son authorized_keys.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no machine; write [user@]host[:port].</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une machine&#xa0;; écrivez [user@]host[:port].</translation>
    </message>
    <message>
        <source>No more files can be opened; close other programs.</source>
        <translation>Plus aucun fichier ne peut être ouvert&#xa0;; fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>%1 does not reach %2 (%3); check the address as it is called from there.</source>
        <translation>%1 n’atteint pas %2 (%3)&#xa0;; vérifiez l’adresse telle qu’elle s’appelle vue de là-bas.</translation>
    </message>
    <message>
        <source>%1 holds no portable client: %2; make it by `cmake --preset portable &amp;&amp; cmake --build --preset portable`.</source>
        <translation>%1 ne contient pas de client portable&#xa0;: %2&#xa0;; créez-le par `cmake --preset portable &amp;&amp; cmake --build --preset portable`.</translation>
    </message>
    <message>
        <source>The portable client in %1 is of version %2, and this program of %3; make it anew by `cmake --build --preset portable`.</source>
        <translation>Le client portable de %1 est de version %2, et ce programme de version %3&#xa0;; recréez-le par `cmake --build --preset portable`.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 ne peut pas être lu.</translation>
    </message>
    <message>
        <source>The client does not start on %1, from %2: %3.</source>
        <translation>Le client ne démarre pas sur %1, depuis %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>INFEROMETER_PORTABLE names %1, which holds no portable client; name the folder that has its manifest.json.</source>
        <translation>INFEROMETER_PORTABLE nomme %1, qui ne contient pas de client portable&#xa0;; nommez le dossier où est son manifest.json.</translation>
    </message>
    <message>
        <source>There is no portable client to copy to the server&apos;s machine; make it by `cmake --preset portable &amp;&amp; cmake --build --preset portable`, or name its folder by INFEROMETER_PORTABLE.</source>
        <translation>Il n’y a pas de client portable à copier sur la machine du serveur&#xa0;; créez-le par `cmake --preset portable &amp;&amp; cmake --build --preset portable`, ou nommez son dossier par INFEROMETER_PORTABLE.</translation>
    </message>
    <message>
        <source>%1 is a machine of the kind %2, and the client here was built for %3; build it on one like it, and name its folder by INFEROMETER_PORTABLE.</source>
        <translation>%1 est une machine de type %2, et le client d’ici a été compilé pour %3&#xa0;; compilez-le sur une machine semblable, et nommez son dossier par INFEROMETER_PORTABLE.</translation>
    </message>
    <message>
        <source>%1 has not the GNU C library, which the client needs (its own calls itself &quot;%2&quot;); have the load on another machine.</source>
        <translation>%1 n’a pas la bibliothèque C de GNU, dont le client a besoin (la sienne s’appelle «&#xa0;%2&#xa0;»)&#xa0;; placez la charge sur une autre machine.</translation>
    </message>
    <message>
        <source>%1 is too old: its C library is %2, and the client needs %3 or newer; have the load on another machine.</source>
        <translation>%1 est trop ancien&#xa0;: sa bibliothèque C est en version %2, et le client a besoin de %3 ou plus récent&#xa0;; placez la charge sur une autre machine.</translation>
    </message>
    <message>
        <source>Copying the client to %1</source>
        <translation>Copie du client vers %1</translation>
    </message>
    <message>
        <source>%1 is not deployed; make it ready by `deploy`.</source>
        <translation>%1 n’est pas déployé&#xa0;; rendez-le prêt par `deploy`.</translation>
    </message>
    <message>
        <source>%1: %2 an hour by %3, %4 at most in the %5 until it ends itself.</source>
        <translation>%1&#xa0;: %2 de l’heure selon %3, %4 au plus en %5, jusqu’à ce qu’elle s’arrête d’elle-même.</translation>
    </message>
    <message>
        <source>%1 does not tell what %2 costs: limits/budget cannot be kept; remove it, or choose another machine.</source>
        <translation>%1 ne dit pas ce que coûte %2&#xa0;: limits/budget ne peut pas être tenu&#xa0;; retirez-le, ou choisissez une autre machine.</translation>
    </message>
    <message>
        <source>limits/budget is gone after %1 s of %2, which costs %3 an hour; give more.</source>
        <translation>limits/budget est épuisé après %1 s de %2, qui coûte %3 de l’heure&#xa0;; donnez plus.</translation>
    </message>
    <message>
        <source>There is no machine of %1; make it by `create`.</source>
        <translation>Il n’y a pas de machine de %1&#xa0;; créez-la par `create`.</translation>
    </message>
    <message>
        <source>The end of %1 cannot be armed on it, so nothing is started there: %2</source>
        <translation>La fin de %1 ne peut pas y être programmée, rien n’y est donc démarré&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 must be the name of an image, such as vllm/vllm-openai:v0.11.0, or default.</source>
        <translation>«&#xa0;%1&#xa0;» doit être le nom d’une image, comme vllm/vllm-openai:v0.11.0, ou default.</translation>
    </message>
    <message>
        <source>%1 must be docker or podman.</source>
        <translation>«&#xa0;%1&#xa0;» doit être docker ou podman.</translation>
    </message>
    <message>
        <source>%1 must be numbers of GPUs with commas between them, such as &quot;0,1&quot;, or none.</source>
        <translation>«&#xa0;%1&#xa0;» doit être des numéros de GPU séparés par des virgules, comme &quot;0,1&quot;, ou none.</translation>
    </message>
    <message>
        <source>%1 must be a folder of the machine from / on.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un dossier de la machine, à partir de /.</translation>
    </message>
    <message>
        <source>%1 must be seed, or not be there.</source>
        <translation>«&#xa0;%1&#xa0;» doit être seed, ou ne pas y être.</translation>
    </message>
    <message>
        <source>%1 must be an amount of money, such as 5 or 0.5.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une somme d’argent, comme 5 ou 0.5.</translation>
    </message>
    <message>
        <source>%1 of %2 cannot be asked what runs there: %3. Start it, or let this user ask it, and try again.</source>
        <translation>Impossible de demander à %1 de %2 ce qui y tourne&#xa0;: %3. Démarrez-le, ou permettez à cet utilisateur de l’interroger, et réessayez.</translation>
    </message>
    <message>
        <source>%1 has no %2; install it there, or leave engine/image out to start the engine&apos;s own program.</source>
        <translation>%1 n’a pas %2&#xa0;; installez-le là-bas, ou omettez engine/image pour démarrer le programme même du moteur.</translation>
    </message>
    <message>
        <source>engine/arguments-by: seed knows vllm and sglang; remove it for %1.</source>
        <translation>engine/arguments-by: seed connaît vllm et sglang&#xa0;; retirez-le pour %1.</translation>
    </message>
    <message>
        <source>The model&apos;s name does not tell its size; add engine/model-size, such as 70b.</source>
        <translation>Le nom du modèle ne dit pas sa taille&#xa0;; ajoutez engine/model-size, par exemple 70b.</translation>
    </message>
    <message>
        <source>The recipe of %1 does not say what its container runs; remove engine/image.</source>
        <translation>La recette de %1 ne dit pas ce que lance son conteneur&#xa0;; retirez engine/image.</translation>
    </message>
    <message>
        <source>The recipe of %1 names no such image; name one by engine/image.</source>
        <translation>La recette de %1 ne nomme pas une telle image&#xa0;; nommez-en une par engine/image.</translation>
    </message>
    <message>
        <source>engine/runtime is of containers; add engine/image: default, or remove it.</source>
        <translation>engine/runtime concerne les conteneurs&#xa0;; ajoutez engine/image: default, ou retirez-le.</translation>
    </message>
    <message>
        <source>%1 keeps no models by itself; remove engine/models.</source>
        <translation>%1 ne garde pas lui-même de modèles&#xa0;; retirez engine/models.</translation>
    </message>
    <message>
        <source>%1 calls a model by its own name; remove alias.</source>
        <translation>%1 appelle un modèle par son propre nom&#xa0;; retirez alias.</translation>
    </message>
    <message>
        <source>%1 downloads the model: %2 of %3 GB</source>
        <translation>%1 télécharge le modèle&#xa0;: %2 sur %3 Go</translation>
    </message>
    <message>
        <source>%1 downloads the model: %2 GB so far</source>
        <translation>%1 télécharge le modèle&#xa0;: %2 Go jusqu’ici</translation>
    </message>
    <message>
        <source>The image of %1 is pulled: %2 of %3 layers, %4 GB came into the machine</source>
        <translation>L’image de %1 se télécharge&#xa0;: %2 couches sur %3, %4 Go sont arrivés sur la machine</translation>
    </message>
    <message>
        <source>The image of %1 is pulled: %2 GB came into the machine</source>
        <translation>L’image de %1 se télécharge&#xa0;: %2 Go sont arrivés sur la machine</translation>
    </message>
    <message>
        <source>prepare must be ollama, or not be there.</source>
        <translation>prepare doit être ollama, ou ne pas y être.</translation>
    </message>
    <message>
        <source>models/layout must be hub, or not be there.</source>
        <translation>models/layout doit être hub, ou ne pas y être.</translation>
    </message>
    <message>
        <source>models needs a variable, the usual folder of it in the user&apos;s home, and where that is inside a container.</source>
        <translation>models demande une variable, son dossier habituel dans le dossier personnel de l’utilisateur, et l’endroit où il se trouve dans un conteneur.</translation>
    </message>
    <message>
        <source>container needs the program that its image runs.</source>
        <translation>container demande le programme que lance son image.</translation>
    </message>
    <message>
        <source>The disk of %1 is full: %2; free some space there and start again.</source>
        <translation>Le disque de %1 est plein&#xa0;: %2&#xa0;; libérez-y de la place et recommencez.</translation>
    </message>
    <message>
        <source>%1 arrived on %2 with other bytes than it has here; start again.</source>
        <translation>%1 est arrivé sur %2 avec d’autres octets qu’ici&#xa0;; recommencez.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 MB</source>
        <translation>%1&#xa0;: %2 sur %3 Mo</translation>
    </message>
    <message>
        <source>%1 does not answer, and is tried again: %2</source>
        <translation>%1 ne répond pas, un nouvel essai suit&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 names no folder of its user&apos;s: &quot;%2&quot;; set HOME there.</source>
        <translation>%1 ne nomme pas de dossier de son utilisateur&#xa0;: «&#xa0;%2&#xa0;»&#xa0;; définissez HOME là-bas.</translation>
    </message>
    <message>
        <source>%1 is no file, so it cannot be copied to where the run is; give a file as %2.</source>
        <translation>%1 n’est pas un fichier et ne peut donc pas être copié là où se fait la mesure&#xa0;; donnez un fichier dans «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>the file is too large for a bench.toml; is it another one?</source>
        <translation>le fichier est trop grand pour un bench.toml&#xa0;; n’en est-ce pas un autre&#xa0;?</translation>
    </message>
    <message>
        <source>brackets or dots nest too deep for a bench.toml.</source>
        <translation>crochets ou points sont trop imbriqués pour un bench.toml.</translation>
    </message>
    <message>
        <source>this is no TOML from column %1 on; texts stand in quotes, and each key is given once.</source>
        <translation>ce n’est pas du TOML à partir de la colonne %1&#xa0;; les textes sont entre guillemets, et chaque clé est donnée une fois.</translation>
    </message>
    <message>
        <source>Ollama loads %1</source>
        <translation>Ollama charge %1</translation>
    </message>
    <message>
        <source>Ollama&apos;s registry has no model %1 (%2); see how it is written at ollama.com/library, its tag too.</source>
        <translation>Le registre d’Ollama n’a pas de modèle %1 (%2)&#xa0;; voyez comment il s’écrit sur ollama.com/library, avec son étiquette.</translation>
    </message>
    <message>
        <source>Ollama does not serve %1: %2. See its log.</source>
        <translation>Ollama ne sert pas %1&#xa0;: %2. Voyez son journal.</translation>
    </message>
    <message>
        <source>Ollama&apos;s download of %1 stands still for %2 s (limits/stall); see the machine&apos;s network and disk.</source>
        <translation>Le téléchargement de %1 par Ollama n’avance plus depuis %2 s (limits/stall)&#xa0;; vérifiez le réseau et le disque de la machine.</translation>
    </message>
    <message>
        <source>Ollama loaded %1, but does not keep it in memory; see its log.</source>
        <translation>Ollama a chargé %1, mais ne le garde pas en mémoire&#xa0;; voyez son journal.</translation>
    </message>
    <message>
        <source>Copying the run&apos;s files to %1</source>
        <translation>Copie des fichiers de la mesure vers %1</translation>
    </message>
    <message>
        <source>Preparing the run on %1</source>
        <translation>Préparation de la mesure sur %1</translation>
    </message>
    <message>
        <source>What %1 says of the run cannot be read; see %2 there.</source>
        <translation>Ce que %1 dit de la mesure est illisible&#xa0;; voyez %2 là-bas.</translation>
    </message>
    <message>
        <source>The run did not begin on %1: %2</source>
        <translation>La mesure n’a pas commencé sur %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>A run beside the server measures one model; name one by %1.</source>
        <translation>Une mesure à côté du serveur porte sur un seul modèle&#xa0;; nommez-en un par %1.</translation>
    </message>
    <message>
        <source>A chat is had here, not beside the server; take another evaluation.</source>
        <translation>Une conversation se tient ici, pas à côté du serveur&#xa0;; choisissez une autre évaluation.</translation>
    </message>
    <message>
        <source>Name the model by %1: the tokenizer for it is copied before the endpoint can be asked what it serves.</source>
        <translation>Nommez le modèle par %1&#xa0;: son tokeniseur est copié avant qu’on puisse demander au point d’accès ce qu’il sert.</translation>
    </message>
    <message>
        <source>The image %1 of %2 lies outside the folder of that file, so it has no place beside it on the other machine; put it into that folder.</source>
        <translation>L’image %1 de %2 se trouve hors du dossier de ce fichier et n’a donc pas de place à côté de lui sur l’autre machine&#xa0;; mettez-la dans ce dossier.</translation>
    </message>
    <message>
        <source>%1 must be a whole number.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier.</translation>
    </message>
    <message>
        <source>%1 must be true or false.</source>
        <translation>«&#xa0;%1&#xa0;» doit être true ou false.</translation>
    </message>
    <message>
        <source>%1 must be a number.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre.</translation>
    </message>
    <message>
        <source>%1 must be a text.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un texte.</translation>
    </message>
    <message>
        <source>[%1] is no section of a bench.toml; did you mean [%2]?</source>
        <translation>[%1] n’est pas une section d’un bench.toml&#xa0;; vouliez-vous dire [%2]&#xa0;?</translation>
    </message>
    <message>
        <source>[%1] is no section of a bench.toml; remove it.</source>
        <translation>[%1] n’est pas une section d’un bench.toml&#xa0;; retirez-la.</translation>
    </message>
    <message>
        <source>%1 is given twice; remove one.</source>
        <translation>«&#xa0;%1&#xa0;» est donné deux fois&#xa0;; retirez-en un.</translation>
    </message>
    <message>
        <source>%1 is too long or holds characters that are no text.</source>
        <translation>«&#xa0;%1&#xa0;» est trop long ou contient des caractères qui ne sont pas du texte.</translation>
    </message>
    <message>
        <source>%1 holds a credential; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» contient un secret&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>Failed to validate config, expected %1, got %2 (tags: oneof); %3 must be one of: %4.</source>
        <translation>La configuration n’est pas valide&#xa0;: attendu %1, reçu %2 (tags: oneof)&#xa0;; «&#xa0;%3&#xa0;» doit être l’une de ces valeurs&#xa0;: %4.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no key of a bench.toml; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une clé d’un bench.toml&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no key of a bench.toml; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une clé d’un bench.toml&#xa0;; retirez-la.</translation>
    </message>
    <message>
        <source>%1 holds a credential, which everyone on the machine would read among the engine&apos;s arguments; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» contient un secret, que chacun sur la machine lirait parmi les arguments du moteur&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no key of [vllm]; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une clé de [vllm]&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no key of [vllm]; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une clé de [vllm]&#xa0;; retirez-la.</translation>
    </message>
    <message>
        <source>Failed to validate config, expected %1, got %!s(*config.%1=&lt;nil&gt;) (tags: %2); add the section [%3].</source>
        <translation>La configuration n’est pas valide&#xa0;: attendu %1, reçu %!s(*config.%1=&lt;nil&gt;) (tags: %2)&#xa0;; ajoutez la section [%3].</translation>
    </message>
    <message>
        <source>Failed to validate config, expected %1, got %2 (tags: required); give %3 a value.</source>
        <translation>La configuration n’est pas valide&#xa0;: attendu %1, reçu %2 (tags: required)&#xa0;; donnez une valeur à «&#xa0;%3&#xa0;».</translation>
    </message>
    <message>
        <source>Unsupported cloud provider: %1; a bench.toml is read for aws alone.</source>
        <translation>Fournisseur de cloud non pris en charge&#xa0;: %1&#xa0;; un bench.toml n’est lu que pour aws.</translation>
    </message>
    <message>
        <source>%1 must be from 1 to %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être compris entre 1 et %2.</translation>
    </message>
    <message>
        <source>The data set %1 is not fetched from Hugging Face here; save its split %2 of revision %3 as a JSON file of conversations and give it as %4.</source>
        <translation>Le jeu de données %1 n’est pas téléchargé ici depuis Hugging Face&#xa0;; enregistrez sa partie %2 de la révision %3 en fichier JSON de conversations et donnez-le dans «&#xa0;%4&#xa0;».</translation>
    </message>
    <message>
        <source>The load was to come from a second machine (%1, image %2), which a deployment does not make; it is sent from here.</source>
        <translation>La charge devait venir d’une seconde machine (%1, image %2), qu’un déploiement ne crée pas&#xa0;; elle est envoyée d’ici.</translation>
    </message>
    <message>
        <source>The file holds credentials in plain text (%1): they are kept nowhere; export %2 instead and remove them.</source>
        <translation>Le fichier contient des secrets en clair (%1)&#xa0;: ils ne sont conservés nulle part&#xa0;; exportez plutôt %2 et retirez-les.</translation>
    </message>
    <message>
        <source>Ending the %1 %2: %3</source>
        <translation>Suppression&#xa0;: %1 %2, %3</translation>
    </message>
    <message>
        <source>%1 may still bill: its site did not end it in a quarter of an hour. %2</source>
        <translation>%1 est peut-être encore facturée&#xa0;: son site ne l’a pas arrêtée en un quart d’heure. %2</translation>
    </message>
    <message>
        <source>Making the %1 %2</source>
        <translation>Création&#xa0;: %1 %2</translation>
    </message>
    <message>
        <source>The machine %1 was not ready after %2 s (limits/ready): %3.</source>
        <translation>La machine %1 n’était pas prête après %2 s (limits/ready)&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The ledger names a site &quot;%1&quot; that this program does not know.</source>
        <translation>Le registre nomme un site «&#xa0;%1&#xa0;» que ce programme ne connaît pas.</translation>
    </message>
    <message>
        <source>The journal is damaged at byte %1, or another version of Inferometer wrote it.</source>
        <translation>Le journal est endommagé à l’octet %1, ou une autre version d’Inferometer l’a écrit.</translation>
    </message>
    <message>
        <source>The journal holds an entry of kind %1 that cannot be read here; another version of Inferometer wrote it.</source>
        <translation>Le journal contient une entrée de type %1 illisible ici&#xa0;; une autre version d’Inferometer l’a écrite.</translation>
    </message>
    <message>
        <source>%1 still stands at another site (%2) than its file says now; destroy it first, then make it at the new one.</source>
        <translation>%1 est encore sur un autre site (%2) que celui de son fichier&#xa0;; détruisez-le d’abord, puis créez-le sur le nouveau.</translation>
    </message>
    <message>
        <source>%1: %2 an hour by %3, until `destroy`: its own end does not end the bill.</source>
        <translation>%1&#xa0;: %2 par heure selon %3, jusqu’à `destroy`&#xa0;: sa propre fin n’arrête pas la facture.</translation>
    </message>
    <message>
        <source>What %1 bills goes on until `destroy`, whatever its machine does: limits/budget cannot be kept; remove it.</source>
        <translation>%1 facture jusqu’à `destroy`, quoi que fasse sa machine&#xa0;: limits/budget ne peut être tenu&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>Nothing was made: nobody agreed to its price (--yes in scripts).</source>
        <translation>Rien n’a été créé&#xa0;: personne n’a accepté le prix (--yes dans les scripts).</translation>
    </message>
    <message>
        <source>%1 says that it has no free port; give one by engine/port.</source>
        <translation>%1 dit n’avoir aucun port libre&#xa0;; donnez-en un par engine/port.</translation>
    </message>
    <message>
        <source>first because you measured it, though by estimate %1 would cost %2 %3</source>
        <translation>premier parce que vous l’avez mesuré, même si, d’après l’estimation, %1 coûterait %2 %3</translation>
    </message>
    <message>
        <source>%1 %2/h (a price of %3)</source>
        <translation>%1 %2/h (prix du %3)</translation>
    </message>
    <message>
        <source>%1 %2/h</source>
        <translation>%1 %2/h</translation>
    </message>
    <message>
        <source>%1: %2 of %3 GB needed, about %4 tok/s a user, %5 -&gt; %6 %7 per 1M output tokens; %8.</source>
        <translation>%1&#xa0;: %2&#xa0;Go nécessaires sur %3, environ %4 jet/s par utilisateur, %5 -&gt; %6 %7 pour 1M de jetons de sortie&#xa0;; %8.</translation>
    </message>
    <message>
        <source>AWS did not say which regions there are; check the site&apos;s api-url.</source>
        <translation>AWS n’a pas dit quelles régions existent&#xa0;; vérifiez le réglage api-url du site.</translation>
    </message>
    <message>
        <source>This site tells no images; see its setting image, where it has one.</source>
        <translation>Ce site n’indique aucune image&#xa0;; voyez son réglage image, s’il en a un.</translation>
    </message>
    <message>
        <source>Google cannot list now what is in %1; try again later.</source>
        <translation>Google ne peut pas lister en ce moment ce qu’il y a dans %1&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>Google has no %1 &quot;%2&quot; in %3; give one that is there.</source>
        <translation>Google n’a pas de %1 «&#xa0;%2&#xa0;» dans %3&#xa0;; donnez une valeur qui s’y trouve.</translation>
    </message>
    <message>
        <source>Google attaches no %1 of &quot;%2&quot; to one machine; ask for fewer.</source>
        <translation>Google n’attache pas %1 × «&#xa0;%2&#xa0;» à une même machine&#xa0;; demandez-en moins.</translation>
    </message>
    <message>
        <source>Google has no image %1; give one that is there.</source>
        <translation>Google n’a pas d’image %1&#xa0;; donnez-en une qui existe.</translation>
    </message>
    <message>
        <source>The image needs a disk of %1 GB; give more.</source>
        <translation>L’image demande un disque de %1&#xa0;Go&#xa0;; donnez plus.</translation>
    </message>
    <message>
        <source>The type %1 carries %2 already; remove gpu.</source>
        <translation>Le type %1 comporte déjà %2&#xa0;; retirez gpu.</translation>
    </message>
    <message>
        <source>Google ends no machine after more than 120 days; give a smaller limits/ttl.</source>
        <translation>Google n’arrête aucune machine après plus de 120&#xa0;jours&#xa0;; donnez un limits/ttl plus petit.</translation>
    </message>
    <message>
        <source>%1 is no id of something at Google.</source>
        <translation>%1 n’est pas l’identifiant d’une ressource chez Google.</translation>
    </message>
    <message>
        <source>The key names no project; give the site&apos;s project.</source>
        <translation>La clé ne nomme aucun projet&#xa0;; donnez le réglage project du site.</translation>
    </message>
    <message>
        <source>%1 has no such machine free now (%2: %3); take another zone, or try later.</source>
        <translation>%1 n’a pas de machine de ce type libre en ce moment (%2&#xa0;: %3)&#xa0;; prenez une autre zone, ou réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 is asked too often (%2: %3); try again in a minute.</source>
        <translation>%1 reçoit trop de demandes (%2&#xa0;: %3)&#xa0;; réessayez dans une minute.</translation>
    </message>
    <message>
        <source>A quota of the project at %1 does not allow this (%2: %3); ask for more of it.</source>
        <translation>Un quota du projet chez %1 ne le permet pas (%2&#xa0;: %3)&#xa0;; demandez à le relever.</translation>
    </message>
    <message>
        <source>%1 has something of this name already (%2: %3); look at it.</source>
        <translation>%1 a déjà quelque chose de ce nom (%2&#xa0;: %3)&#xa0;; regardez ce que c’est.</translation>
    </message>
    <message>
        <source>%1 still uses it (%2: %3); try again later.</source>
        <translation>%1 l’utilise encore (%2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 is not that far yet (%2: %3); try again later.</source>
        <translation>%1 n’en est pas encore là (%2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>The project at %1 has no Compute Engine API (%2: %3); enable it there.</source>
        <translation>Le projet chez %1 n’a pas l’API Compute Engine (%2&#xa0;: %3)&#xa0;; activez-la là-bas.</translation>
    </message>
    <message>
        <source>Google took the order, but then: %1</source>
        <translation>Google a accepté la demande, mais ensuite&#xa0;: %1</translation>
    </message>
    <message>
        <source>Nothing was asked of Google: %1</source>
        <translation>Rien n’a été demandé à Google&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 is asked for tokens too often (HTTP %2: %3); try again later.</source>
        <translation>%1 reçoit trop de demandes de jeton d’accès (HTTP %2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 gave no token (HTTP %2: %3); try again later.</source>
        <translation>%1 n’a pas donné de jeton d’accès (HTTP %2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 gives no token for the key in %4 (HTTP %2: %3); check the key, and the clock of this machine.</source>
        <translation>%1 ne donne pas de jeton d’accès pour la clé de %4 (HTTP %2&#xa0;: %3)&#xa0;; vérifiez la clé, ainsi que l’horloge de cette machine.</translation>
    </message>
    <message>
        <source>%1 refused what was asked for (%2: %3); change it.</source>
        <translation>%1 a refusé ce qui était demandé (%2&#xa0;: %3)&#xa0;; modifiez-le.</translation>
    </message>
    <message>
        <source>%1 failed by itself (%2: %3); try again later.</source>
        <translation>%1 a échoué de son côté (%2&#xa0;: %3)&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>Google has not done %1 in a quarter of an hour; look at its console.</source>
        <translation>Google n’a pas terminé %1 en un quart d’heure&#xa0;; vérifiez dans sa console.</translation>
    </message>
    <message>
        <source>zone must be written as europe-west4-a is.</source>
        <translation>zone doit être écrit comme europe-west4-a.</translation>
    </message>
    <message>
        <source>image must be written as projects/P/global/images/NAME or .../images/family/F.</source>
        <translation>image doit être écrit comme projects/P/global/images/NAME ou .../images/family/F.</translation>
    </message>
    <message>
        <source>user must be of at most 32 small letters, digits and -.</source>
        <translation>user doit être fait d’au plus 32 lettres minuscules, chiffres et -.</translation>
    </message>
    <message>
        <source>price must be an amount of USD an hour, such as 0.85.</source>
        <translation>price doit être un montant en USD par heure, comme 0.85.</translation>
    </message>
    <message>
        <source>tags must be words of small letters, digits and -.</source>
        <translation>tags doit être des mots faits de lettres minuscules, de chiffres et de -.</translation>
    </message>
    <message>
        <source>The key file %1 of a Google service account cannot be read; check its path and mode.</source>
        <translation>Le fichier de clé %1 d’un compte de service Google ne peut pas être lu&#xa0;; vérifiez son chemin et ses droits.</translation>
    </message>
    <message>
        <source>%1 holds a person&apos;s login at Google; make a service account and give the JSON key of it.</source>
        <translation>%1 contient les identifiants Google d’une personne&#xa0;; créez un compte de service et donnez sa clé JSON.</translation>
    </message>
    <message>
        <source>%1 is no key file of a Google service account (JSON with client_email and private_key); give one.</source>
        <translation>%1 n’est pas le fichier de clé d’un compte de service Google (JSON avec client_email et private_key)&#xa0;; donnez-en un.</translation>
    </message>
    <message>
        <source>The token_uri in %1 is no https:// address; give the file as Google made it.</source>
        <translation>Le token_uri de %1 n’est pas une adresse https://&#xa0;; donnez le fichier tel que Google l’a créé.</translation>
    </message>
    <message>
        <source>The private_key in %1 is no RSA key of 2048 bits or more; give the file as Google made it.</source>
        <translation>La private_key de %1 n’est pas une clé RSA de 2048&#xa0;bits ou plus&#xa0;; donnez le fichier tel que Google l’a créé.</translation>
    </message>
    <message>
        <source>OpenSSL cannot sign with the private_key in %1; make a new key.</source>
        <translation>OpenSSL ne peut pas signer avec la private_key de %1&#xa0;; créez une nouvelle clé.</translation>
    </message>
    <message>
        <source>%1 must be words with commas between, such as exotic.</source>
        <translation>«&#xa0;%1&#xa0;» doit être des mots séparés par des virgules, comme exotic.</translation>
    </message>
    <message>
        <source>Grid&apos;5000 has no cluster &quot;%1&quot; in %2; give one that its offers list.</source>
        <translation>Grid&apos;5000 n’a pas de cluster «&#xa0;%1&#xa0;» dans %2&#xa0;; donnez-en un que listent ses offres.</translation>
    </message>
    <message>
        <source>The kubeconfig has %1, which is not taken here; %2.</source>
        <translation>Le kubeconfig contient «&#xa0;%1&#xa0;», qui n’est pas accepté ici&#xa0;; %2.</translation>
    </message>
    <message>
        <source>The kubeconfig has no %1 &quot;%2&quot;; see `kubectl config view`.</source>
        <translation>Le kubeconfig n’a pas de %1 «&#xa0;%2&#xa0;»&#xa0;; voyez `kubectl config view`.</translation>
    </message>
    <message>
        <source>The kubeconfig&apos;s %1 is no Base64; have it written anew.</source>
        <translation>La valeur «&#xa0;%1&#xa0;» du kubeconfig n’est pas du Base64&#xa0;; faites-la réécrire.</translation>
    </message>
    <message>
        <source>The kubeconfig&apos;s server may hold no ? or #; give the API&apos;s address.</source>
        <translation>Le server du kubeconfig ne peut contenir ni&#xa0;? ni #&#xa0;; donnez l’adresse de l’API.</translation>
    </message>
    <message>
        <source>A key would go to %1 for all to read; write https:// in the kubeconfig.</source>
        <translation>Une clé partirait vers %1, lisible par tous&#xa0;; écrivez https:// dans le kubeconfig.</translation>
    </message>
    <message>
        <source>The kubeconfig has one of client-certificate and client-key; give both.</source>
        <translation>Le kubeconfig n’a que l’un de client-certificate et client-key&#xa0;; donnez les deux.</translation>
    </message>
    <message>
        <source>There is no kubeconfig; name its file by kubeconfig or KUBECONFIG.</source>
        <translation>Il n’y a pas de kubeconfig&#xa0;; nommez son fichier par kubeconfig ou KUBECONFIG.</translation>
    </message>
    <message>
        <source>The kubeconfig&apos;s exec plugin gave no credential: %1; run it by hand, or log in anew.</source>
        <translation>Le plugin exec du kubeconfig n’a pas donné d’identifiants&#xa0;: %1&#xa0;; lancez-le à la main, ou reconnectez-vous.</translation>
    </message>
    <message>
        <source>The kubeconfig&apos;s exec plugin is of the API version &quot;%1&quot;; it must be %2.</source>
        <translation>Le plugin exec du kubeconfig est de la version d’API «&#xa0;%1&#xa0;»&#xa0;; ce doit être %2.</translation>
    </message>
    <message>
        <source>The kubeconfig&apos;s exec plugin cannot be run: its command or one of its variables is none; mend the file.</source>
        <translation>Le plugin exec du kubeconfig ne peut pas être lancé&#xa0;: sa commande ou l’une de ses variables n’est pas valable&#xa0;; corrigez le fichier.</translation>
    </message>
    <message>
        <source>The kubeconfig&apos;s token holds blanks or control characters; set it anew.</source>
        <translation>Le jeton d’accès du kubeconfig contient des espaces ou des caractères de contrôle&#xa0;; redéfinissez-le.</translation>
    </message>
    <message>
        <source>%1 must be of letters, digits, - and .</source>
        <translation>«&#xa0;%1&#xa0;» doit être fait de lettres, de chiffres, de . et de -.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no label of a node; write them as KEY=VALUE with commas between, such as nvidia.com/gpu.product=NVIDIA-L4.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un label de nœud&#xa0;; écrivez-les sous la forme KEY=VALUE, séparés par des virgules, comme nvidia.com/gpu.product=NVIDIA-L4.</translation>
    </message>
    <message>
        <source>%1 must be an amount as Kubernetes writes it, such as 8 or 64Gi.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une quantité telle que Kubernetes l’écrit, comme 8 ou 64Gi.</translation>
    </message>
    <message>
        <source>The quota of the namespace %1 is used up; end something there, or ask for more. %2</source>
        <translation>Le quota du namespace %1 est épuisé&#xa0;; arrêtez-y quelque chose, ou demandez plus. %2</translation>
    </message>
    <message>
        <source>The name of a site must be 1 to 60 letters, digits, - and _.</source>
        <translation>Le nom d’un site doit être fait de 1 à 60 lettres, chiffres, - et _.</translation>
    </message>
    <message>
        <source>%1 holds a credential or what is no name; put the secret into an environment variable or the keyring and name that by the setting that ends in -env.</source>
        <translation>«&#xa0;%1&#xa0;» contient un secret ou ce qui n’est pas un nom&#xa0;; mettez le secret dans une variable d’environnement ou dans le trousseau, et nommez-le par le réglage qui finit par -env.</translation>
    </message>
    <message>
        <source>%1 must be a line of at most %2 characters.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une ligne de %2 caractères au plus.</translation>
    </message>
    <message>
        <source>Site &quot;%1&quot;: %2</source>
        <translation>Site «&#xa0;%1&#xa0;»&#xa0;: %2</translation>
    </message>
    <message>
        <source>The file must be a map that begins with `version: 1`.</source>
        <translation>Le fichier doit être une table qui commence par `version: 1`.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not known here: a file of sites holds version and sites.</source>
        <translation>«&#xa0;%1&#xa0;» est inconnu ici&#xa0;; un fichier de sites contient version et sites.</translation>
    </message>
    <message>
        <source>sites must be a map: NAME: {provider: ...} each.</source>
        <translation>sites doit être une table, avec NAME: {provider: ...} pour chacun.</translation>
    </message>
    <message>
        <source>A site must be a map: {provider: ...}.</source>
        <translation>Un site doit être une table&#xa0;: {provider: ...}.</translation>
    </message>
    <message>
        <source>There are more than %1 sites; remove some.</source>
        <translation>Il y a plus de %1 sites&#xa0;; retirez-en.</translation>
    </message>
    <message>
        <source>There is no site &quot;%1&quot; in sites.yaml; it has %3.</source>
        <translation>Il n’y a pas de site «&#xa0;%1&#xa0;» dans sites.yaml&#xa0;; il y a %3.</translation>
    </message>
    <message>
        <source>There is no site &quot;%1&quot;: sites.yaml has none; give the site as a map instead.</source>
        <translation>Il n’y a pas de site «&#xa0;%1&#xa0;»&#xa0;: sites.yaml n’en contient aucun&#xa0;; donnez plutôt le site sous forme de table.</translation>
    </message>
    <message>
        <source>There is no site &quot;%1&quot; in sites.yaml; did you mean &quot;%2&quot;?</source>
        <translation>Il n’y a pas de site «&#xa0;%1&#xa0;» dans sites.yaml&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>Another site is named &quot;%1&quot;; choose another name.</source>
        <translation>Un autre site s’appelle «&#xa0;%1&#xa0;»&#xa0;; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>The machine of %1 is reached as a deployment&apos;s; try it by the step connection.</source>
        <translation>La machine de %1 se joint comme celle d’un déploiement&#xa0;; essayez-la par l’étape connection.</translation>
    </message>
    <message>
        <source>The site &quot;%1&quot; is a machine by itself: it offers none.</source>
        <translation>Le site «&#xa0;%1&#xa0;» est lui-même une machine&#xa0;; il n’en offre aucune.</translation>
    </message>
    <message>
        <source>%1 gave no answer of its API (HTTP %2: %3); check %5.</source>
        <translation>%1 n’a pas donné de réponse de son API (HTTP %2&#xa0;: %3)&#xa0;; vérifiez %5.</translation>
    </message>
    <message>
        <source>jump leads nowhere without host; name the login node.</source>
        <translation>jump ne mène nulle part sans host&#xa0;; nommez le nœud de connexion.</translation>
    </message>
    <message>
        <source>%1 must be an amount of money, such as 1.20, or 0.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une somme d’argent, comme 1.20, ou 0.</translation>
    </message>
    <message>
        <source>%1 must be COUNT or TYPE:COUNT, such as 2 or a100:2, or 0 for none.</source>
        <translation>«&#xa0;%1&#xa0;» doit être COUNT ou TYPE:COUNT, comme 2 ou a100:2, ou 0 pour aucun.</translation>
    </message>
    <message>
        <source>%1 is no option of sbatch that may stand in options; write its whole name and its value behind =, and what has a setting of its own there.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une option de sbatch admise dans options&#xa0;; écrivez son nom entier et sa valeur après =, et donnez ce qui a son propre réglage par celui-ci.</translation>
    </message>
    <message>
        <source>Slurm on %1 cannot be asked: %2.</source>
        <translation>Impossible d’interroger Slurm sur %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Slurm on %1 did not say what it is; try sinfo there.</source>
        <translation>Slurm sur %1 n’a pas dit ce qu’il est&#xa0;; essayez sinfo là-bas.</translation>
    </message>
    <message>
        <source>Slurm on %1 has no partition &quot;%2&quot;; give one of: %3.</source>
        <translation>Slurm sur %1 n’a pas de partition «&#xa0;%2&#xa0;»&#xa0;; donnez-en une parmi&#xa0;: %3.</translation>
    </message>
    <message>
        <source>No node of the partition has the GPUs that are asked for; it has: %1.</source>
        <translation>Aucun nœud de la partition n’a les GPU demandés&#xa0;; elle a&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Slurm on %1 did not end the job %2: %3.</source>
        <translation>Slurm sur %1 n’a pas mis fin au job %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>Slurm on %1 did not answer as it documents (%2); try its commands there.</source>
        <translation>Slurm sur %1 n’a pas répondu comme il le documente (%2)&#xa0;; essayez ses commandes là-bas.</translation>
    </message>
    <message>
        <source>%1 has no sbatch (%2); name a login node of Slurm, or the folder of its commands.</source>
        <translation>%1 n’a pas sbatch (%2)&#xa0;; nommez un nœud de connexion de Slurm, ou le dossier de ses commandes.</translation>
    </message>
    <message>
        <source>Whether Slurm on %1 took the job is not known: %2.</source>
        <translation>On ne sait pas si Slurm sur %1 a pris le job&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Slurm on %1 refused the job: %2; check %3.</source>
        <translation>Slurm sur %1 a refusé le job&#xa0;: %2&#xa0;; vérifiez %3.</translation>
    </message>
    <message>
        <source>%1 runs no script: %2; its image needs /bin/sh.</source>
        <translation>%1 n’exécute aucun script&#xa0;: %2&#xa0;; son image a besoin de /bin/sh.</translation>
    </message>
    <message>
        <source>%1 does not accept the password that was given for it; check it, or put a public key into its authorized_keys.</source>
        <translation>%1 n’accepte pas le mot de passe donné pour cette machine&#xa0;; vérifiez-le, ou mettez une clé publique dans son authorized_keys.</translation>
    </message>
    <message>
        <source>%1 asks for more than a password, which is not answered here; put a public key into its authorized_keys.</source>
        <translation>%1 demande plus qu’un mot de passe, à quoi ce programme ne répond pas&#xa0;; mettez une clé publique dans son authorized_keys.</translation>
    </message>
    <message>
        <source>%1 does not go on with the login; see its log of SSH, and try again.</source>
        <translation>%1 ne poursuit pas l’identification&#xa0;; voyez son journal SSH, et réessayez.</translation>
    </message>
    <message>
        <source>The client&apos;s certificate or key for %1 cannot be read as PEM; check that they belong together.</source>
        <translation>Le certificat ou la clé du client pour %1 ne se lit pas comme du PEM&#xa0;; vérifiez qu’ils vont ensemble.</translation>
    </message>
    <message>
        <source>%1 did not open a WebSocket in time; try again.</source>
        <translation>%1 n’a pas ouvert de WebSocket à temps&#xa0;; réessayez.</translation>
    </message>
    <message>
        <source>%1 opens no WebSocket for %2; an older server, or a proxy on the way, may not know it.</source>
        <translation>%1 n’ouvre pas de WebSocket pour %2&#xa0;; un serveur plus ancien, ou un proxy sur le chemin, ne le connaît peut-être pas.</translation>
    </message>
    <message>
        <source>%1 opens no WebSocket (HTTP %2: %3).</source>
        <translation>%1 n’ouvre pas de WebSocket (HTTP %2&#xa0;: %3).</translation>
    </message>
    <message>
        <source>%1 must be 1 to 24 letters, digits, - and _.</source>
        <translation>«&#xa0;%1&#xa0;» doit compter 1 à 24 lettres, chiffres, - et _.</translation>
    </message>
    <message>
        <source>%1 must be names of GPUs with commas between, or seed.</source>
        <translation>«&#xa0;%1&#xa0;» doit être des noms de GPU séparés par des virgules, ou seed.</translation>
    </message>
    <message>
        <source>%1 must be priority or table.</source>
        <translation>«&#xa0;%1&#xa0;» doit être priority ou table.</translation>
    </message>
    <message>
        <source>%1 must be shared or each.</source>
        <translation>«&#xa0;%1&#xa0;» doit être shared ou each.</translation>
    </message>
    <message>
        <source>%1 must be a number above 0.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre supérieur à 0.</translation>
    </message>
    <message>
        <source>%1 is empty; name a run file.</source>
        <translation>«&#xa0;%1&#xa0;» est vide&#xa0;; nommez un fichier de mesure.</translation>
    </message>
    <message>
        <source>A campaign must be a map that begins with `version: 1`.</source>
        <translation>Une campagne doit être une table qui commence par `version: 1`.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of a campaign; did you mean &quot;%2&quot;?</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de campagne&#xa0;; vouliez-vous dire «&#xa0;%2&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a setting of a campaign; remove it.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un réglage de campagne&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <source>The site offers no %1 now; `deployment offers` lists what it has.</source>
        <translation>Le site n’offre pas de %1 en ce moment&#xa0;; `deployment offers` liste ce qu’il a.</translation>
    </message>
    <message>
        <source>The machine of %1 is not chosen yet; `create` does.</source>
        <translation>La machine de %1 n’est pas encore choisie&#xa0;; `create` la choisit.</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>Choix&#xa0;: %1</translation>
    </message>
    <message>
        <source>The site did not make it: %1 Next, number %2 of %3:</source>
        <translation>Le site ne l’a pas créée&#xa0;: %1 Suivante, numéro %2 sur %3&#xa0;:</translation>
    </message>
    <message>
        <source>%1 must be a name or an address at which the client reaches the engine&apos;s machine.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nom ou une adresse où le client joint la machine du moteur.</translation>
    </message>
    <message>
        <source>%1 names no GPU; write names with commas between.</source>
        <translation>«&#xa0;%1&#xa0;» ne nomme aucun GPU&#xa0;; écrivez des noms séparés par des virgules.</translation>
    </message>
    <message>
        <source>%1 must be a whole number from 1 to %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier de 1 à %2.</translation>
    </message>
    <message>
        <source>%1 must be a site where no machine is made: local, ssh, or deployment for that of another one.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un site où aucune machine n’est créée&#xa0;: local, ssh, ou deployment pour celle d’un autre déploiement.</translation>
    </message>
    <message>
        <source>%1 tells no prices, so limits/budget cannot be kept: give the site&apos;s price (an hour), or remove the budget.</source>
        <translation>%1 ne dit pas ses prix, limits/budget ne peut donc pas être tenu&#xa0;; donnez le réglage price du site (par heure), ou retirez le budget.</translation>
    </message>
    <message>
        <source>The site &quot;%1&quot; is a machine by itself, there is nothing to choose; remove choose.</source>
        <translation>Le site «&#xa0;%1&#xa0;» est lui-même une machine, il n’y a rien à choisir&#xa0;; retirez choose.</translation>
    </message>
    <message>
        <source>site/%1 names the machine that choose is to choose; remove one of them.</source>
        <translation>site/%1 nomme la machine que choose doit choisir&#xa0;; retirez l’un des deux.</translation>
    </message>
    <message>
        <source>Lines of %1 cannot be read (%2): what they name may run unseen. Look at your sites, then remove these lines.</source>
        <translation>Des lignes de %1 sont illisibles (%2)&#xa0;: ce qu’elles nomment tourne peut-être à votre insu. Voyez vos sites, puis retirez ces lignes.</translation>
    </message>
    <message>
        <source>None of the %1 offers of %2 passes the limits of `choose` and the settings of the site; ask for less.</source>
        <translation>Aucune des %1 offres de %2 ne satisfait aux limites de `choose` et aux réglages du site&#xa0;; demandez moins.</translation>
    </message>
    <message>
        <source>The deployment %1 has no machine that was made for it; make it by `create`.</source>
        <translation>Le déploiement %1 n’a pas de machine créée pour lui&#xa0;; créez-la par `create`.</translation>
    </message>
    <message>
        <source>A run beside the server has nobody before it and nobody behind it: start it again once the run at hand has ended.</source>
        <translation>Une mesure à côté du serveur n’a rien avant ni après elle dans la file&#xa0;: relancez-la une fois la mesure en cours terminée.</translation>
    </message>
    <message>
        <source>A job at %1 holds its node for %2 alone: what else ran there would outlive it; give it a site of its own.</source>
        <translation>Un travail chez %1 retient son nœud pour %2 seul&#xa0;: ce qui y tournerait d&apos;autre lui survivrait&#xa0;; donnez-lui un site à lui.</translation>
    </message>
    <message>
        <source>letters beyond ASCII must stand in quotes.</source>
        <translation>les lettres hors de l’ASCII doivent être entre guillemets.</translation>
    </message>
    <message>
        <source>it is no JSON object; check quotes and braces.</source>
        <translation>ce n’est pas un objet JSON&#xa0;; vérifiez les guillemets et les accolades.</translation>
    </message>
    <message>
        <source>No model of the campaign fits on one of the %1 GPUs by the rule of Inference Arena, or no engine is left; give larger GPUs or more engines.</source>
        <translation>Aucun modèle de la campagne ne tient sur un seul des %1 GPU selon la règle d’Inference Arena, ou il ne reste aucun moteur&#xa0;; donnez de plus grands GPU ou plus de moteurs.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 GB needed, measured %4 tok/s here on %5, %6 -&gt; %7 %8 per 1M output tokens; %9.</source>
        <translation>%1&#xa0;: %2&#xa0;Go nécessaires sur %3, mesuré ici à %4&#xa0;jet/s le %5, %6 -&gt; %7 %8 pour 1M de jetons de sortie&#xa0;; %9.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 GB required, score %4 of 100 by Inference Arena, which asks for no price; %5 GPUs have the memory.</source>
        <translation>%1&#xa0;: %2&#xa0;Go exigés sur %3, note de %4 sur 100 selon Inference Arena, qui ne demande pas de prix&#xa0;; %5 GPU ont cette mémoire.</translation>
    </message>
    <message>
        <source>None of %1 offers is one GPU with the %2 GB that Inference Arena requires for %3.</source>
        <translation>Aucune des %1 offres n’est un seul GPU avec les %2&#xa0;Go qu’Inference Arena exige pour %3.</translation>
    </message>
    <message>
        <source>The region %1 of AWS has no machine image of ours; make one by `images build`, or copy one there by `images copy`.</source>
        <translation>La région %1 d’AWS n’a pas d’image de machine à nous&#xa0;; créez-en une par `images build`, ou copiez-en une là-bas par `images copy`.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no account of AWS; give its 12 digits.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un compte AWS&#xa0;; donnez ses 12 chiffres.</translation>
    </message>
    <message>
        <source>AWS took who may use the image %1, and does not list them; look at it, or try again.</source>
        <translation>AWS a accepté la liste de qui peut utiliser l’image %1, mais ne la montre pas&#xa0;; vérifiez l’image, ou réessayez.</translation>
    </message>
    <message>
        <source>%1 has no such machine free now (HTTP %2: %3); set another zone or type of the site, or try later.</source>
        <translation>%1 n’a pas de machine de ce type libre en ce moment (HTTP %2&#xa0;: %3)&#xa0;; donnez au site une autre zone ou un autre type, ou réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 is no file; choose another.</source>
        <translation>%1 n’est pas un fichier&#xa0;; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>%1 is empty; choose another.</source>
        <translation>%1 est vide&#xa0;; choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>%1 holds %2 MB, more than the %3 MB that a file of rows may have; split it.</source>
        <translation>%1 fait %2&#xa0;Mo, plus que les %3&#xa0;Mo permis à un fichier de lignes&#xa0;; divisez-le.</translation>
    </message>
    <message>
        <source>Another program is at %1; wait for it.</source>
        <translation>Un autre programme est à %1&#xa0;; attendez-le.</translation>
    </message>
    <message>
        <source>It is on a machine that %1 names no more; put its client back.</source>
        <translation>Elle est sur une machine que %1 ne nomme plus&#xa0;; remettez-y son client.</translation>
    </message>
    <message>
        <source>A run of %1 cannot be fetched now: %2</source>
        <translation>Une mesure de %1 ne peut pas être récupérée en ce moment&#xa0;: %2</translation>
    </message>
    <message>
        <source>The rest of a run of %1 cannot be fetched now: %2 What had arrived is in %3.</source>
        <translation>Le reste d’une mesure de %1 ne peut pas être récupéré en ce moment&#xa0;: %2 Ce qui était arrivé est dans %3.</translation>
    </message>
    <message>
        <source>The machine of %1 is gone, and a run of which nothing had arrived; measure anew.</source>
        <translation>La machine de %1 a disparu, avec une mesure dont rien n’était arrivé&#xa0;; mesurez à nouveau.</translation>
    </message>
    <message>
        <source>The machine of %1 is gone, and the rest of a run; what had arrived is in %2.</source>
        <translation>La machine de %1 a disparu, avec le reste d’une mesure&#xa0;; ce qui était arrivé est dans %2.</translation>
    </message>
    <message>
        <source>The note of a run in %1 cannot be read; remove it once nobody wants what is left of that run.</source>
        <translation>La note d’une mesure dans %1 ne peut pas être lue&#xa0;; supprimez-la quand personne ne voudra plus de ce qui reste de cette mesure.</translation>
    </message>
    <message>
        <source>Fetching what is left of a run on %1</source>
        <translation>Récupération de ce qui reste d’une mesure sur %1</translation>
    </message>
    <message>
        <source>The run that was begun on %1 is gone there, and nothing of it had arrived; measure anew.</source>
        <translation>La mesure commencée sur %1 y a disparu, et rien n’en était arrivé&#xa0;; mesurez à nouveau.</translation>
    </message>
    <message>
        <source>The rest of a run is gone on %1; what had arrived is in %2.</source>
        <translation>Le reste d’une mesure a disparu sur %1&#xa0;; ce qui était arrivé est dans %2.</translation>
    </message>
    <message>
        <source>%1 is not reached any more (%2); what came of the run is in %3, and the rest is fetched by `results`, or before the next run.</source>
        <translation>%1 n’est plus joignable (%2)&#xa0;; ce qui est arrivé de la mesure est dans %3, et le reste sera récupéré par `results`, ou avant la prochaine mesure.</translation>
    </message>
    <message>
        <source>The site &quot;%1&quot; makes no images of ours; see its setting image, where it has one.</source>
        <translation>Le site «&#xa0;%1&#xa0;» ne crée pas d’images à nous&#xa0;; voyez son réglage image, s’il en a un.</translation>
    </message>
    <message>
        <source>The image %1 is there, and no snapshot that bears its name; make it again.</source>
        <translation>L’image %1 est là, mais aucun instantané ne porte son nom&#xa0;; refaites-la.</translation>
    </message>
    <message>
        <source>There is no image of ours called %1; `images` tells those there are.</source>
        <translation>Il n’y a pas d’image à nous nommée %1&#xa0;; `images` donne celles qui existent.</translation>
    </message>
    <message>
        <source>The %1 %2 will not be ready (%3): %4.</source>
        <translation>%1 %2 ne deviendra pas utilisable (%3)&#xa0;: %4.</translation>
    </message>
    <message>
        <source>The image %1 was not ready after %2 s: %3.</source>
        <translation>L’image %1 n’était pas prête après %2&#xa0;s&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The %1 %2: %3</source>
        <translation>%1 %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>Another program is at the run in %1; try again once it is done.</source>
        <translation>Un autre programme est à la mesure dans %1&#xa0;; réessayez quand il aura fini.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a list of names.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une liste de noms.</translation>
    </message>
    <message>
        <source>&quot;forks&quot; must be a list of names, or of objects with a &quot;child&quot;.</source>
        <translation>«&#xa0;forks&#xa0;» doit être une liste de noms, ou d’objets avec un «&#xa0;child&#xa0;».</translation>
    </message>
    <message>
        <source>a fork ends its conversation, which has more turns; set &quot;background&quot;.</source>
        <translation>un fork termine sa conversation, qui a encore des tours&#xa0;; donnez «&#xa0;background&#xa0;».</translation>
    </message>
    <message>
        <source>&quot;join_at&quot; must be a later turn of the conversation.</source>
        <translation>«&#xa0;join_at&#xa0;» doit être un tour ultérieur de la conversation.</translation>
    </message>
    <message>
        <source>&quot;rounds&quot; must be a list: a number of them sends the same sessions again.</source>
        <translation>«&#xa0;rounds&#xa0;» doit être une liste&#xa0;: un nombre enverrait de nouveau les mêmes sessions.</translation>
    </message>
    <message>
        <source>it must have &quot;turns&quot;, or be an &quot;orchestrator&quot; and have none.</source>
        <translation>il faut «&#xa0;turns&#xa0;», ou un «&#xa0;orchestrator&#xa0;» qui n’en a pas.</translation>
    </message>
    <message>
        <source>a message must be an object with a &quot;role&quot; and a list &quot;parts&quot;.</source>
        <translation>un message doit être un objet avec un «&#xa0;role&#xa0;» et une liste «&#xa0;parts&#xa0;».</translation>
    </message>
    <message>
        <source>a message has a part of the type &quot;%1&quot;, which is not sent.</source>
        <translation>un message a une partie du type «&#xa0;%1&#xa0;», qui n’est pas envoyé.</translation>
    </message>
    <message>
        <source>&quot;gen_ai.input.messages&quot; must be a list of messages.</source>
        <translation>«&#xa0;gen_ai.input.messages&#xa0;» doit être une liste de messages.</translation>
    </message>
    <message>
        <source>chat %1 stands in the file twice; remove one.</source>
        <translation>la conversation %1 est deux fois dans le fichier&#xa0;; retirez-en une.</translation>
    </message>
    <message>
        <source>%1 requests go on from a chat that stands nowhere before them; each begins a session of its own.</source>
        <translation>%1 requêtes poursuivent une conversation qui n’est nulle part avant elles&#xa0;; chacune commence sa propre session.</translation>
    </message>
    <message>
        <source>%1 requests without an answer, which had failed, are left out.</source>
        <translation>%1 requêtes sans réponse, qui avaient échoué, sont omises.</translation>
    </message>
    <message>
        <source>the session &quot;%1&quot; stands in the file twice.</source>
        <translation>la session «&#xa0;%1&#xa0;» est deux fois dans le fichier.</translation>
    </message>
    <message>
        <source>the session &quot;%1&quot; begins from itself, by a circle of branches.</source>
        <translation>la session «&#xa0;%1&#xa0;» part d’elle-même, par un cercle de branches.</translation>
    </message>
    <message>
        <source>the file has no session &quot;%1&quot;, which begins here.</source>
        <translation>le fichier n’a pas de session «&#xa0;%1&#xa0;», qui part d’ici.</translation>
    </message>
    <message>
        <source>the session &quot;%1&quot; begins from two places.</source>
        <translation>la session «&#xa0;%1&#xa0;» part de deux endroits.</translation>
    </message>
    <message>
        <source>the session &quot;%1&quot; is an orchestrator, which begins from no other.</source>
        <translation>la session «&#xa0;%1&#xa0;» est un orchestrateur, qui ne part d’aucune autre.</translation>
    </message>
    <message>
        <source>it must have one of &quot;input_length&quot;, &quot;text_input&quot;, &quot;messages&quot;, &quot;payload&quot;.</source>
        <translation>il faut l’un de «&#xa0;input_length&#xa0;», «&#xa0;text_input&#xa0;», «&#xa0;messages&#xa0;», «&#xa0;payload&#xa0;».</translation>
    </message>
    <message>
        <source>&quot;tools&quot; stand without &quot;messages&quot;; remove them or add those.</source>
        <translation>«&#xa0;tools&#xa0;» est là sans «&#xa0;messages&#xa0;»&#xa0;; retirez l’un ou ajoutez l’autre.</translation>
    </message>
    <message>
        <source>it has a &quot;timestamp&quot; and a &quot;delay&quot;; give it one of them.</source>
        <translation>il y a un «&#xa0;timestamp&#xa0;» et un «&#xa0;delay&#xa0;»&#xa0;; ne donnez que l’un des deux.</translation>
    </message>
    <message>
        <source>&quot;message_mode&quot; must be history or delta.</source>
        <translation>«&#xa0;message_mode&#xa0;» doit être history ou delta.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a list, or the text of one.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une liste, ou le texte d’une liste.</translation>
    </message>
    <message>
        <source>%1 spans are no calls of a model and are left out.</source>
        <translation>%1 spans ne sont pas des appels d’un modèle et sont omis.</translation>
    </message>
    <message>
        <source>a client of ServeGen is named chunk-N%1, beside its chunk-N-dataset.json.</source>
        <translation>un client de ServeGen se nomme chunk-N%1, à côté de son chunk-N-dataset.json.</translation>
    </message>
    <message>
        <source>it is a folder without, or with too many, chunk-N%1 of ServeGen&apos;s clients.</source>
        <translation>c’est un dossier sans chunk-N%1 des clients de ServeGen, ou qui en a trop.</translation>
    </message>
    <message>
        <source>it has more input than a request of a trace may have.</source>
        <translation>il y a plus d’entrée que n’en peut avoir une requête d’une trace.</translation>
    </message>
    <message>
        <source>%1 rounds have no time and follow the one before them at once.</source>
        <translation>%1 tours n’ont pas de temps et suivent aussitôt celui d’avant.</translation>
    </message>
    <message>
        <source>&quot;type&quot; must be n, s or, outside a sub-agent, subagent.</source>
        <translation>«&#xa0;type&#xa0;» doit être n, s ou, hors d’un sous-agent, subagent.</translation>
    </message>
    <message>
        <source>&quot;hash_id_scope&quot; must be &quot;local&quot;.</source>
        <translation>«&#xa0;hash_id_scope&#xa0;» doit être «&#xa0;local&#xa0;».</translation>
    </message>
    <message>
        <source>it must be six cells: start, rate, coefficient of variation, family (Gamma, Weibull or none), shape, scale; each a number of 0 or more.</source>
        <translation>il faut six cellules&#xa0;: début, débit, coefficient de variation, famille (Gamma, Weibull ou aucune), forme, échelle&#xa0;; chacune un nombre à partir de 0.</translation>
    </message>
    <message>
        <source>lengths must be written as &quot;{120: 0.5, 3000: 0.5}&quot;, not %1.</source>
        <translation>les longueurs doivent être écrites comme &quot;{120: 0.5, 3000: 0.5}&quot;, non %1.</translation>
    </message>
    <message>
        <source>it begins no later than the window before it; sort the rows.</source>
        <translation>cette fenêtre ne commence pas après celle d’avant&#xa0;; triez les lignes.</translation>
    </message>
    <message>
        <source>a client must have two windows or more: the last lasts as the one before.</source>
        <translation>un client doit avoir au moins deux fenêtres&#xa0;: la dernière dure autant que celle d’avant.</translation>
    </message>
    <message>
        <source>its windows come to %1 requests, more than the %2 that a trace may have.</source>
        <translation>ses fenêtres donnent %1 requêtes, plus que les %2 permises à une trace.</translation>
    </message>
    <message>
        <source>this is more than the %1 requests that a trace may have; split the file or take a window.</source>
        <translation>cela dépasse les %1 requêtes permises à une trace&#xa0;; divisez le fichier ou prenez une fenêtre.</translation>
    </message>
    <message>
        <source>this is more than the %1 prefix blocks that all requests may have; split it.</source>
        <translation>cela dépasse les %1 blocs de préfixe permis à toutes les requêtes ensemble&#xa0;; divisez le fichier.</translation>
    </message>
    <message>
        <source>its time is negative; write it from the trace&apos;s begin on.</source>
        <translation>son temps est négatif&#xa0;; comptez-le depuis le début de la trace.</translation>
    </message>
    <message>
        <source>it has %1 prefix blocks, more than the %2 that a request may have.</source>
        <translation>la requête a %1 blocs de préfixe, plus que les %2 permis à une requête.</translation>
    </message>
    <message>
        <source>this is more than the %1 MB of text that a trace may have; split it.</source>
        <translation>cela dépasse les %1&#xa0;Mo de texte permis à une trace&#xa0;; divisez le fichier.</translation>
    </message>
    <message>
        <source>a block must have from 1 to %1 tokens, not %2.</source>
        <translation>un bloc doit avoir de 1 à %1 jetons, non %2.</translation>
    </message>
    <message>
        <source>its blocks have %1 tokens, those before it %2; make two traces of them.</source>
        <translation>ses blocs ont %1 jetons, ceux d’avant %2&#xa0;; faites-en deux traces.</translation>
    </message>
    <message>
        <source>%1 requests stood behind a later one; all are sorted by their times.</source>
        <translation>%1 requêtes venaient après une plus tardive&#xa0;; toutes sont triées par instant.</translation>
    </message>
    <message>
        <source>%1 requests have more prefix blocks than their tokens fill; are these blocks of %2 tokens?</source>
        <translation>%1 requêtes ont plus de blocs de préfixe que n’en remplissent leurs jetons&#xa0;; ces blocs font-ils bien %2&#xa0;jetons&#xa0;?</translation>
    </message>
    <message>
        <source>Not used of the file: %1.</source>
        <translation>Non utilisé dans le fichier&#xa0;: %1.</translation>
    </message>
    <message>
        <source>it holds no request; choose another file.</source>
        <translation>il ne contient aucune requête&#xa0;; choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>its requests lie %1 days apart, more than the %2 that a trace may last.</source>
        <translation>ses requêtes s’étendent sur %1&#xa0;jours, plus que les %2 que peut durer une trace.</translation>
    </message>
    <message>
        <source>%1 must be from %2 to %3, not %4.</source>
        <translation>«&#xa0;%1&#xa0;» doit être de %2 à %3, et non %4.</translation>
    </message>
    <message>
        <source>%1 must be 0 or more, and less than %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être 0 ou plus, et inférieur à «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>%1 must be 0 or more, in seconds.</source>
        <translation>«&#xa0;%1&#xa0;» doit être 0 ou plus, en secondes.</translation>
    </message>
    <message>
        <source>%1 must be from 1 to %2, not %3.</source>
        <translation>«&#xa0;%1&#xa0;» doit être de 1 à %2, et non %3.</translation>
    </message>
    <message>
        <source>no request lies within %1 and %2 of a trace of %3 s.</source>
        <translation>aucune requête n’est entre «&#xa0;%1&#xa0;» et «&#xa0;%2&#xa0;» dans une trace de %3&#xa0;s.</translation>
    </message>
    <message>
        <source>%1 of %2 requests lie in the window; %3 sessions lost what came before it.</source>
        <translation>%1 requêtes sur %2 sont dans la fenêtre&#xa0;; %3 sessions ont perdu ce qui la précédait.</translation>
    </message>
    <message>
        <source>%1 pauses of more than %2 s are cut to that; %3 s are taken out.</source>
        <translation>%1 pauses de plus de %2&#xa0;s sont ramenées à cette durée&#xa0;; %3&#xa0;s sont retirées.</translation>
    </message>
    <message>
        <source>%1 delays behind an answer of more than %2 s are cut to that.</source>
        <translation>%1 délais de plus de %2&#xa0;s après une réponse sont ramenés à cette durée.</translation>
    </message>
    <message>
        <source>%1 times %2 requests are more than the %3 that a trace may have.</source>
        <translation>%1 fois %2 requêtes dépassent les %3 que peut avoir une trace.</translation>
    </message>
    <message>
        <source>so many times it would last more than the %1 days that a trace may.</source>
        <translation>répétée tant de fois, elle durerait plus que les %1&#xa0;jours permis à une trace.</translation>
    </message>
    <message>
        <source>It comes %1 times; from the second time on, a cache may know all of it.</source>
        <translation>Elle passe %1 fois&#xa0;; dès la deuxième, un cache peut la connaître tout entière.</translation>
    </message>
    <message>
        <source>so slowly it would last more than the %1 days that a trace may.</source>
        <translation>aussi lente, elle durerait plus que les %1&#xa0;jours permis à une trace.</translation>
    </message>
    <message>
        <source>it is in none of the formats of traces that are read: %1.</source>
        <translation>il n’est dans aucun des formats de trace qui sont lus&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is no format of traces named &quot;%1&quot;; choose one of %2.</source>
        <translation>Aucun format de trace ne s’appelle «&#xa0;%1&#xa0;»&#xa0;; choisissez parmi %2.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>it is a folder; this format is one file.</source>
        <translation>c’est un dossier&#xa0;; ce format tient en un fichier.</translation>
    </message>
    <message>
        <source>it is packed; unpack it first.</source>
        <translation>il est compressé&#xa0;; décompressez-le d’abord.</translation>
    </message>
    <message>
        <source>Its sessions begin from each other without times, which Mooncake&apos;s lines cannot say; use the file as it is.</source>
        <translation>Ses sessions partent les unes des autres sans instants, ce que les lignes de Mooncake ne peuvent pas dire&#xa0;; utilisez le fichier tel quel.</translation>
    </message>
    <message>
        <source>Not written: from where %1 sessions begin, and the %2 waits for them.</source>
        <translation>Non écrit&#xa0;: d’où partent %1 sessions, et les %2 attentes de leur fin.</translation>
    </message>
    <message>
        <source>Not written: the delays of %1 requests that have a time, too.</source>
        <translation>Non écrit&#xa0;: les délais de %1 requêtes qui ont aussi un instant.</translation>
    </message>
    <message>
        <source>Not written: the lengths of %1 requests that have a text.</source>
        <translation>Non écrit&#xa0;: les longueurs de %1 requêtes qui ont un texte.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a whole number from %2 to %3, not %4.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier de %2 à %3, et non %4.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a time of 0 or more that a trace can last, not %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une durée de 0 ou plus, possible pour une trace, et non %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a time such as 2026-11-22 14:03:59.123, not %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un instant tel que 2026-11-22 14:03:59.123, et non %2.</translation>
    </message>
    <message>
        <source>it has no &quot;%1&quot;.</source>
        <translation>«&#xa0;%1&#xa0;» y manque.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a name or a whole number, not %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nom ou un nombre entier, et non %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a list of whole numbers; it holds %2.</source>
        <translation>«&#xa0;%1&#xa0;» doit être une liste de nombres entiers&#xa0;; on y trouve %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be %2, not %3.</source>
        <translation>«&#xa0;%1&#xa0;» doit être %2, et non %3.</translation>
    </message>
    <message>
        <source>it has %1 cells, the head line %2; write as many.</source>
        <translation>elle a %1 cellules et la ligne de titre %2&#xa0;; écrivez-en autant.</translation>
    </message>
    <message>
        <source>a list must stand here; check the file&apos;s format.</source>
        <translation>il faut ici une liste&#xa0;; vérifiez le format du fichier.</translation>
    </message>
    <message>
        <source>its head line has no column &quot;%1&quot;.</source>
        <translation>sa ligne de titre n’a pas de colonne «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>a trace like it needs two sessions that begin at different times.</source>
        <translation>pour une trace semblable, il faut deux sessions qui commencent à des instants différents.</translation>
    </message>
    <message>
        <source>It is drawn with the seed %1: %2 of its kind for every one.</source>
        <translation>Elle est tirée avec la graine %1&#xa0;: pour chaque session d’origine, %2 du même genre.</translation>
    </message>
    <message>
        <source>It would have more than the %1 requests or %2 prefix blocks that a trace may have.</source>
        <translation>Elle dépasserait les %1 requêtes ou les %2 blocs de préfixe que peut avoir une trace.</translation>
    </message>
    <message>
        <source>The rest of an earlier run is still fetched from its machine; measure once it is here.</source>
        <translation>Le reste d’une mesure précédente est encore en train d’arriver de sa machine&#xa0;; mesurez quand il sera là.</translation>
    </message>
    <message>
        <source>Another program follows a run that is noted in %1; wait for it, or end it.</source>
        <translation>Un autre programme suit une mesure notée dans %1&#xa0;; attendez-le, ou arrêtez-le.</translation>
    </message>
    <message>
        <source>A run was begun on another machine (%1) than %2, which the deployment names now; put that one back, or remove %3 once nobody wants what is left of the run.</source>
        <translation>Une mesure a été commencée sur une autre machine (%1) que %2, que le déploiement nomme maintenant&#xa0;; remettez l’autre, ou supprimez %3 quand personne ne veut plus de ce qui reste de la mesure.</translation>
    </message>
    <message>
        <source>The folder of a run cannot be looked into on %1: %2. Mend that, or remove %3 once nobody wants what is left of the run.</source>
        <translation>Le dossier d’une mesure ne peut pas être consulté sur %1&#xa0;: %2. Réparez cela, ou supprimez %3 quand personne ne veut plus de ce qui reste de la mesure.</translation>
    </message>
    <message>
        <source>The journal that came from %1 is not the one that is there; it is in %2. It is fetched anew next time; remove %3 once nobody wants it.</source>
        <translation>Le journal venu de %1 n’est pas celui qui s’y trouve&#xa0;; il est dans %2. Il sera récupéré de nouveau la prochaine fois&#xa0;; supprimez %3 quand personne n’en veut plus.</translation>
    </message>
    <message>
        <source>The region %1 cannot be asked which images of ours it has, so nothing is done; try again. %2</source>
        <translation>On ne peut pas demander à la région %1 quelles images à nous elle a&#xa0;: rien n’est donc fait&#xa0;; réessayez. %2</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>What the endpoint is called here, in the run&apos;s form and behind --endpoint.</source>
        <translation>Nom du point d’accès ici, dans le formulaire de mesure et derrière --endpoint.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 à&#xa0;%2</translation>
    </message>
    <message>
        <source>%1: above the suggested %2.</source>
        <translation>%1&#xa0;: au-dessus de&#xa0;%2, la valeur conseillée.</translation>
    </message>
    <message>
        <source>%1: below the suggested %2.</source>
        <translation>%1&#xa0;: au-dessous de&#xa0;%2, la valeur conseillée.</translation>
    </message>
    <message>
        <source>Allowed: %1.</source>
        <translation>Permis&#xa0;:&#xa0;%1.</translation>
    </message>
    <message>
        <source>Suggested: %1.</source>
        <translation>Conseillé&#xa0;:&#xa0;%1.</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Point d’accès</translation>
    </message>
    <message>
        <source>Saved endpoint</source>
        <translation>Point d’accès enregistré</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>Nom du modèle</translation>
    </message>
    <message>
        <source>The model as the endpoint calls it; several, separated by spaces, are measured one after the other, and one that holds some stands in quotes. Empty takes the only model that the endpoint lists.</source>
        <translation>Le modèle tel que le point d’accès le nomme&#xa0;; plusieurs, séparés par des espaces, sont mesurés l’un après l’autre, et un nom qui en contient se met entre guillemets. Vide&#xa0;: le seul modèle que le point d’accès annonce.</translation>
    </message>
    <message>
        <source>API type</source>
        <translation>Type d’API</translation>
    </message>
    <message>
        <source>The dialect that the endpoint speaks.</source>
        <translation>Le dialecte que parle le point d’accès.</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>URL de base</translation>
    </message>
    <message>
        <source>API key variable</source>
        <translation>Variable de la clé d’API</translation>
    </message>
    <message>
        <source>Name of the environment variable that holds the key; never the key itself. Empty sends none.</source>
        <translation>Nom de la variable d’environnement qui contient la clé&#xa0;; jamais la clé elle-même. Vide&#xa0;: aucune n’est envoyée.</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>http address of a CONNECT proxy. Arrival times are then the proxy&apos;s writes. http_proxy and its like in the environment are ignored.</source>
        <translation>Adresse http d’un proxy CONNECT. Les instants d’arrivée sont alors ceux des écritures du proxy. http_proxy et ses semblables dans l’environnement sont ignorés.</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>Fichier d’autorité</translation>
    </message>
    <message>
        <source>PEM file of the authority that signed the endpoint&apos;s certificate, when the system does not know it.</source>
        <translation>Fichier PEM de l’autorité qui a signé le certificat du point d’accès, quand le système ne la connaît pas.</translation>
    </message>
    <message>
        <source>Accept any certificate</source>
        <translation>Accepter tout certificat</translation>
    </message>
    <message>
        <source>Do not verify the endpoint&apos;s certificate: anyone on the way can read the key. For tests only.</source>
        <translation>Ne pas vérifier le certificat du point d’accès&#xa0;: quiconque se trouve sur le chemin peut lire la clé. Pour des essais seulement.</translation>
    </message>
    <message>
        <source>Extra body</source>
        <translation>Corps additionnel</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charge</translation>
    </message>
    <message>
        <source>Number of input tokens</source>
        <translation>Nombre de jetons d’entrée</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>jetons</translation>
    </message>
    <message>
        <source>Length of each prompt without chat template. Long prompts make the time to first token a measure of prefill.</source>
        <translation>Longueur de chaque prompt, sans le gabarit de conversation. Avec de longs prompts, le délai du premier jeton mesure surtout le préremplissage.</translation>
    </message>
    <message>
        <source>Number of output tokens</source>
        <translation>Nombre de jetons de sortie</translation>
    </message>
    <message>
        <source>Number of total requests</source>
        <translation>Nombre de requêtes</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>requêtes</translation>
    </message>
    <message>
        <source>Number of concurrent requests</source>
        <translation>Nombre de flux</translation>
    </message>
    <message>
        <source>streams</source>
        <translation>flux</translation>
    </message>
    <message>
        <source>Streams held open; each sends its next request as soon as its last ended.</source>
        <translation>Flux tenus ouverts&#xa0;; chacun envoie sa requête suivante dès que la précédente est finie.</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Durée maximale</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>After this no new request is sent; those in flight get the grace period.</source>
        <translation>Passé ce délai, aucune requête n’est plus envoyée&#xa0;; celles en cours ont le délai de grâce.</translation>
    </message>
    <message>
        <source>Wait until ready</source>
        <translation>Attente du point d’accès</translation>
    </message>
    <message>
        <source>How long to wait, before the run, for an endpoint that does not answer yet or still loads its model; 0 asks once.</source>
        <translation>Combien de temps attendre, avant la mesure, un point d’accès qui ne répond pas encore ou charge encore son modèle&#xa0;; 0 ne demande qu’une fois.</translation>
    </message>
    <message>
        <source>Request timeout</source>
        <translation>Limite d’une requête</translation>
    </message>
    <message>
        <source>Cuts a request that takes longer, from its sending to its end; 0 for none.</source>
        <translation>Coupe une requête qui dure plus longtemps, de son envoi à sa fin&#xa0;; 0&#xa0;: pas de limite.</translation>
    </message>
    <message>
        <source>Idle timeout</source>
        <translation>Limite d’inactivité</translation>
    </message>
    <message>
        <source>Cuts a request that received no byte for this long; 0 for none.</source>
        <translation>Coupe une requête qui n’a reçu aucun octet pendant ce temps&#xa0;; 0&#xa0;: pas de limite.</translation>
    </message>
    <message>
        <source>Grace period</source>
        <translation>Délai de grâce</translation>
    </message>
    <message>
        <source>Time for requests in flight to end after Stop or the timeout; then they are cut and recorded as cancelled.</source>
        <translation>Temps laissé aux requêtes en cours après l’arrêt ou la durée maximale&#xa0;; ensuite elles sont coupées et notées comme annulées.</translation>
    </message>
    <message>
        <source>Warm-up requests</source>
        <translation>Requêtes d’échauffement</translation>
    </message>
    <message>
        <source>Sent first and kept out of every figure; their prompts are never those of measured requests.</source>
        <translation>Envoyées d’abord et tenues hors de tous les chiffres&#xa0;; leurs prompts ne sont jamais ceux de requêtes mesurées.</translation>
    </message>
    <message>
        <source>Warm-up time</source>
        <translation>Durée d’échauffement</translation>
    </message>
    <message>
        <source>Requests of this first stretch are kept out of every figure; 0 for none.</source>
        <translation>Les requêtes de cette première période sont tenues hors de tous les chiffres&#xa0;; 0&#xa0;: aucune.</translation>
    </message>
    <message>
        <source>Retries after 429</source>
        <translation>Nouveaux essais après 429</translation>
    </message>
    <message>
        <source>How often a rate-limited request is sent again after Retry-After; each is counted apart.</source>
        <translation>Combien de fois une requête refusée pour débit est renvoyée après Retry-After&#xa0;; chaque envoi est compté à part.</translation>
    </message>
    <message>
        <source>New connections</source>
        <translation>Nouvelles connexions</translation>
    </message>
    <message>
        <source>Open a fresh connection for every request instead of reusing them.</source>
        <translation>Ouvrir une connexion neuve pour chaque requête au lieu de les réutiliser.</translation>
    </message>
    <message>
        <source>Debugging mode</source>
        <translation>Mode de débogage</translation>
    </message>
    <message>
        <source>Send the header ss-sn-options: accuracy_debug with every request, by which SambaNova&apos;s servers help to find out why answers are wrong; others ignore it. It may cost time: not for figures.</source>
        <translation>Envoyer avec chaque requête l’en-tête ss-sn-options: accuracy_debug, par lequel les serveurs de SambaNova aident à trouver pourquoi des réponses sont fausses&#xa0;; les autres l’ignorent. Cela peut coûter du temps&#xa0;: pas pour des chiffres.</translation>
    </message>
    <message>
        <source>Load threads</source>
        <translation>Fils de charge</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>fils</translation>
    </message>
    <message>
        <source>Threads that send and receive; 0 chooses from the streams and the cores.</source>
        <translation>Fils d’exécution qui envoient et reçoivent&#xa0;; 0&#xa0;: choisi d’après les flux et les cœurs.</translation>
    </message>
    <message>
        <source>Prompts and answers</source>
        <translation>Prompts et réponses</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Prompt reuse</source>
        <translation>Réemploi des prompts</translation>
    </message>
    <message>
        <source>unique: no two prompts begin alike, so a prefix cache cannot help. shared: one prompt for all. shared-prefix: the first part is common.</source>
        <translation>unique&#xa0;: jamais deux prompts ne commencent de même, un cache de préfixes n’aide donc pas. shared&#xa0;: un prompt pour toutes. shared-prefix&#xa0;: la première partie est commune.</translation>
    </message>
    <message>
        <source>Shared prefix</source>
        <translation>Préfixe commun</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>With shared-prefix: the part of each prompt that is the same in all.</source>
        <translation>Avec shared-prefix&#xa0;: la part de chaque prompt qui est la même dans tous.</translation>
    </message>
    <message>
        <source>Several prompts</source>
        <translation>Plusieurs prompts</translation>
    </message>
    <message>
        <source>Draw each request&apos;s text from the list of prompts instead of using the default one.</source>
        <translation>Tirer le texte de chaque requête de la liste des prompts au lieu de prendre celui par défaut.</translation>
    </message>
    <message>
        <source>Prompts file</source>
        <translation>Fichier de prompts</translation>
    </message>
    <message>
        <source>Multimodal image size</source>
        <translation>Taille de l’image multimodale</translation>
    </message>
    <message>
        <source>Send a drawn PNG image with each prompt: small is 500 x 500 pixels, medium 1024 x 1024, large 2000 x 2000; na sends none. No two are the same, unless prompts are shared. The model must take images.</source>
        <translation>Envoyer avec chaque prompt une image PNG dessinée&#xa0;: small fait 500 x 500 pixels, medium 1024 x 1024, large 2000 x 2000&#xa0;; na n’en envoie aucune. Il n’y en a pas deux pareilles, sauf si les prompts sont partagés. Le modèle doit accepter les images.</translation>
    </message>
    <message>
        <source>Output length</source>
        <translation>Longueur des réponses</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>Sent before each prompt and not part of its length; empty for none.</source>
        <translation>Envoyé avant chaque prompt et non compté dans sa longueur&#xa0;; vide&#xa0;: aucun.</translation>
    </message>
    <message>
        <source>Sampling parameters</source>
        <translation>Paramètres d’échantillonnage</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Results folder</source>
        <translation>Dossier des résultats</translation>
    </message>
    <message>
        <source>Save responses</source>
        <translation>Garder les réponses</translation>
    </message>
    <message>
        <source>Save chunks</source>
        <translation>Garder les fragments</translation>
    </message>
    <message>
        <source>Name of an entry in endpoints.yaml that gives URL, dialect, model and the rest of this group. On the command line the options of this group win over the entry.</source>
        <translation>Nom d’une entrée d’endpoints.yaml, qui donne l’URL, le dialecte, le modèle et le reste de ce groupe. En ligne de commande, les options de ce groupe l’emportent sur l’entrée.</translation>
    </message>
    <message>
        <source>JSON object merged into every request body; null removes a key. What has a setting of its own is refused.</source>
        <translation>Objet JSON fusionné dans le corps de chaque requête&#xa0;; null retire une clé. Ce qui a son propre réglage est refusé.</translation>
    </message>
    <message>
        <source>Warm-up share</source>
        <translation>Part d’échauffement</translation>
    </message>
    <message>
        <source>The first part of the measured requests, kept out of every figure; 0 for none.</source>
        <translation>La première part des requêtes mesurées, tenue hors de tous les chiffres&#xa0;; 0&#xa0;: aucune.</translation>
    </message>
    <message>
        <source>Cool-down requests</source>
        <translation>Requêtes finales exclues</translation>
    </message>
    <message>
        <source>So many of the last requests are kept out of every figure; rates end before them.</source>
        <translation>Autant des dernières requêtes sont tenues hors de tous les chiffres&#xa0;; les débits s’arrêtent avant elles.</translation>
    </message>
    <message>
        <source>Cool-down time</source>
        <translation>Durée finale exclue</translation>
    </message>
    <message>
        <source>Requests due in the load&apos;s last stretch of this length are kept out of every figure; 0 for none.</source>
        <translation>Les requêtes dues dans la dernière période de la charge, de cette durée, sont tenues hors de tous les chiffres&#xa0;; 0&#xa0;: aucune.</translation>
    </message>
    <message>
        <source>Cool-down share</source>
        <translation>Part finale exclue</translation>
    </message>
    <message>
        <source>The last part of the measured requests, kept out of every figure; 0 for none.</source>
        <translation>La dernière part des requêtes mesurées, tenue hors de tous les chiffres&#xa0;; 0&#xa0;: aucune.</translation>
    </message>
    <message>
        <source>Seeds every random choice; 0 draws a new one for each run and records it. The same seed sends the same prompts, which the server may still have cached from the first time.</source>
        <translation>Détermine chaque tirage au sort&#xa0;; 0 en tire une nouvelle pour chaque mesure et la note. La même graine envoie les mêmes prompts, que le serveur peut encore avoir en cache depuis la première fois.</translation>
    </message>
    <message>
        <source>exact: ask the server to go on past its end token until the number is reached, where it takes that. cap: the number is a limit.</source>
        <translation>exact&#xa0;: demander au serveur de continuer après son jeton de fin jusqu’au nombre voulu, là où il l’accepte. cap&#xa0;: le nombre est une limite.</translation>
    </message>
    <message>
        <source>JSON object such as {&quot;temperature&quot;: 0}, merged into every request body. What has a setting of its own is refused.</source>
        <translation>Objet JSON comme {&quot;temperature&quot;: 0}, fusionné dans le corps de chaque requête. Ce qui a son propre réglage est refusé.</translation>
    </message>
    <message>
        <source>Limit of TTFT</source>
        <translation>Limite de TTFT</translation>
    </message>
    <message>
        <source>Time to first token that a request must keep to count as good; 0 for no limit.</source>
        <translation>Délai du premier jeton qu’une requête doit tenir pour compter comme bonne&#xa0;; 0&#xa0;: pas de limite.</translation>
    </message>
    <message>
        <source>Limit of TPOT</source>
        <translation>Limite de TPOT</translation>
    </message>
    <message>
        <source>Time per output token that a request must keep to count as good; 0 for no limit. A request too short to have one neither passes nor fails.</source>
        <translation>Temps par jeton de sortie qu’une requête doit tenir pour compter comme bonne&#xa0;; 0&#xa0;: pas de limite. Une requête trop courte pour en avoir un ne réussit ni n’échoue.</translation>
    </message>
    <message>
        <source>Limit of the longest gap</source>
        <translation>Limite du plus long écart</translation>
    </message>
    <message>
        <source>Longest time between two chunks that a request must keep to count as good; 0 for no limit.</source>
        <translation>Plus long temps entre deux fragments qu’une requête doit tenir pour compter comme bonne&#xa0;; 0&#xa0;: pas de limite.</translation>
    </message>
    <message>
        <source>Limit of E2E</source>
        <translation>Limite d’E2E</translation>
    </message>
    <message>
        <source>End-to-end latency that a request must keep to count as good; 0 for no limit.</source>
        <translation>Latence de bout en bout qu’une requête doit tenir pour compter comme bonne&#xa0;; 0&#xa0;: pas de limite.</translation>
    </message>
    <message>
        <source>Write the arrival of every chunk into the result file. The journal has them either way.</source>
        <translation>Écrire l’arrivée de chaque fragment dans le fichier de résultats. Le journal les a de toute façon.</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>Jetons d’entrée</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>Jetons de sortie</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Concurrent</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>Folder under which each run gets a folder of its own. Empty takes inferometer/results in the user&apos;s data folder ($XDG_DATA_HOME or ~/.local/share).</source>
        <translation>Dossier dans lequel chaque mesure reçoit un dossier à elle. Vide&#xa0;: inferometer/results dans le dossier des données de l’utilisateur ($XDG_DATA_HOME ou ~/.local/share).</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choisir un fichier</translation>
    </message>
    <message>
        <source>%1 (Down)</source>
        <comment>a command and its key</comment>
        <translation>%1 (flèche bas)</translation>
    </message>
    <message>
        <source>on</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>off</source>
        <translation>non</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number and its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a label and its value</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Default values</source>
        <translation>Valeurs par défaut</translation>
    </message>
    <message>
        <source>server address host port</source>
        <translation>serveur adresse hôte port</translation>
    </message>
    <message>
        <source>token secret password authorization</source>
        <translation>jeton secret mot de passe autorisation</translation>
    </message>
    <message>
        <source>TLS certificate https PEM</source>
        <translation>TLS certificat https PEM</translation>
    </message>
    <message>
        <source>TLS verify https</source>
        <translation>TLS vérifier https</translation>
    </message>
    <message>
        <source>JSON body</source>
        <translation>JSON corps</translation>
    </message>
    <message>
        <source>prompt length context size</source>
        <translation>longueur prompt contexte taille</translation>
    </message>
    <message>
        <source>answer length max_tokens size</source>
        <translation>longueur réponse max_tokens taille</translation>
    </message>
    <message>
        <source>count samples prompts</source>
        <translation>nombre échantillons prompts</translation>
    </message>
    <message>
        <source>streams users parallel clients batch</source>
        <translation>flux utilisateurs parallèle clients lot</translation>
    </message>
    <message>
        <source>duration run time</source>
        <translation>durée temps</translation>
    </message>
    <message>
        <source>keep-alive TCP reuse</source>
        <translation>keep-alive TCP réutiliser</translation>
    </message>
    <message>
        <source>Warm-up and cool-down</source>
        <translation>Échauffement, refroidissement</translation>
    </message>
    <message>
        <source>discard ramp</source>
        <translation>écarter rampe</translation>
    </message>
    <message>
        <source>Limits and SLO</source>
        <translation>Limites et SLO</translation>
    </message>
    <message>
        <source>cut slow</source>
        <translation>couper lent</translation>
    </message>
    <message>
        <source>stall hang</source>
        <translation>bloqué figé</translation>
    </message>
    <message>
        <source>rate limit</source>
        <translation>limite de débit</translation>
    </message>
    <message>
        <source>goodput objective target threshold sla</source>
        <translation>débit utile objectif cible seuil sla</translation>
    </message>
    <message>
        <source>random reproduce</source>
        <translation>hasard reproduire</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>cache</translation>
    </message>
    <message>
        <source>instructions role</source>
        <translation>consignes rôle</translation>
    </message>
    <message>
        <source>temperature top_p JSON</source>
        <translation>température top_p JSON</translation>
    </message>
    <message>
        <source>Keep the prompt and the text of every answer. Large runs need much disk.</source>
        <translation>Garder le prompt et le texte de chaque réponse. De grandes mesures demandent beaucoup de disque.</translation>
    </message>
    <message>
        <source>Save raw events</source>
        <translation>Garder les événements bruts</translation>
    </message>
    <message>
        <source>Keep the bytes of every answer as they arrived, each read with its time: 1 MiB of an answer and 512 MiB of a run at most. Costs time, memory and much disk: for looking into requests, not for figures at high load.</source>
        <translation>Garder les octets de chaque réponse tels qu’ils sont arrivés, chaque lecture avec son instant&#xa0;: 1&#xa0;Mio d’une réponse et 512&#xa0;Mio d’une mesure au plus. Coûte du temps, de la mémoire et beaucoup de disque&#xa0;: pour examiner des requêtes, pas pour des chiffres à forte charge.</translation>
    </message>
    <message>
        <source>Queries per second</source>
        <translation>Requêtes par seconde</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>Requests that are due a second, whether others have ended or not.</source>
        <translation>Requêtes échues par seconde, que d’autres soient finies ou non.</translation>
    </message>
    <message>
        <source>rate rps request-rate arrivals open loop</source>
        <translation>débit cadence rps arrivées boucle ouverte</translation>
    </message>
    <message>
        <source>QPS distribution</source>
        <translation>Répartition du débit</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Répartition</translation>
    </message>
    <message>
        <source>How long from one request to the next, 1/qps on average: constant; uniform between 0 and twice that; exponential, a Poisson process; gamma, as burstiness says.</source>
        <translation>Temps d’une requête à la suivante, 1/qps en moyenne&#xa0;: constant&#xa0;; uniforme entre 0 et le double&#xa0;; exponentiel, un processus de Poisson&#xa0;; gamma, selon les rafales.</translation>
    </message>
    <message>
        <source>arrivals process poisson</source>
        <translation>arrivées processus poisson</translation>
    </message>
    <message>
        <source>Burstiness</source>
        <translation>Rafales</translation>
    </message>
    <message>
        <source>With gamma: the shape of the gaps, as vLLM means it. 1 is a Poisson process; less comes in bursts, more is steadier.</source>
        <translation>Avec gamma&#xa0;: la forme des écarts, au sens de vLLM. 1 est un processus de Poisson&#xa0;; moins vient par rafales, plus est plus régulier.</translation>
    </message>
    <message>
        <source>gamma shape arrival smoothness</source>
        <translation>gamma forme régularité des arrivées</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Rates and times in turn, in place of qps and num-requests, such as 10:30s,20:60s; 5-50:2m is a ramp, 0:10s a pause. The run sends what is due in that time, warm-up included.</source>
        <translation>Débits et durées tour à tour, à la place de qps et num-requests, comme 10:30s,20:60s&#xa0;; 5-50:2m est une rampe, 0:10s une pause. La mesure envoie ce qui est échu dans ce temps, échauffement compris.</translation>
    </message>
    <message>
        <source>ramp schedule multi-stage duration step</source>
        <translation>rampe calendrier palier durée</translation>
    </message>
    <message>
        <source>Most in flight</source>
        <translation>En cours au plus</translation>
    </message>
    <message>
        <source>Requests that are due wait while so many are in flight; 0 lets none wait. Latencies from the schedule show the wait, those from sending do not.</source>
        <translation>Les requêtes échues attendent tant qu’il y en a autant en cours&#xa0;; 0 n’en fait attendre aucune. Les latences depuis l’échéance montrent l’attente, celles depuis l’envoi non.</translation>
    </message>
    <message>
        <source>cap concurrency limit</source>
        <translation>plafond limite concurrence</translation>
    </message>
    <message>
        <source>Input lengths</source>
        <translation>Longueurs d’entrée</translation>
    </message>
    <message>
        <source>How the lengths of prompts are drawn, with the number of input tokens as their mean.</source>
        <translation>Comment sont tirées les longueurs des prompts, de moyenne égale au nombre de jetons d’entrée.</translation>
    </message>
    <message>
        <source>prompt length distribution ISL</source>
        <translation>répartition longueur prompt ISL</translation>
    </message>
    <message>
        <source>Spread of input lengths</source>
        <translation>Étendue des longueurs d’entrée</translation>
    </message>
    <message>
        <source>Standard deviation of normal and lognormal lengths; of uniform ones, how far they go to either side of the mean.</source>
        <translation>Écart type des longueurs normales et lognormales&#xa0;; pour les uniformes, jusqu’où elles vont de part et d’autre de la moyenne.</translation>
    </message>
    <message>
        <source>Output lengths</source>
        <translation>Longueurs de sortie</translation>
    </message>
    <message>
        <source>How the lengths of answers are drawn, with the number of output tokens as their mean.</source>
        <translation>Comment sont tirées les longueurs des réponses, de moyenne égale au nombre de jetons de sortie.</translation>
    </message>
    <message>
        <source>answer length distribution OSL</source>
        <translation>répartition longueur réponse OSL</translation>
    </message>
    <message>
        <source>Spread of output lengths</source>
        <translation>Étendue des longueurs de sortie</translation>
    </message>
    <message>
        <source>As the spread of input lengths, of answers.</source>
        <translation>Comme l’étendue des longueurs d’entrée, pour les réponses.</translation>
    </message>
    <message>
        <source>Lengths, in short</source>
        <translation>Longueurs, en bref</translation>
    </message>
    <message>
        <source>Lengths of prompts and answers in place of the settings above: N(480,240)/(300,150) is normal with mean and deviation, U(50,100)/(200,250) uniform from the one to the other, L lognormal, D(480)/(300) constant.</source>
        <translation>Longueurs des prompts et des réponses à la place des réglages ci-dessus&#xa0;: N(480,240)/(300,150) est normale, moyenne et écart type, U(50,100)/(200,250) uniforme de l’un à l’autre, L lognormale, D(480)/(300) constante.</translation>
    </message>
    <message>
        <source>ISL OSL distribution scenario</source>
        <translation>ISL OSL répartition scénario</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>Dataset file</source>
        <translation>Fichier du jeu de données</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>File of prompts: JSON lines of the SambaNova kit, of vLLM or of OpenAI messages, ShareGPT, AIPerf&apos;s inputs.json or CSV, told apart by what stands in it. Paths of images are relative to its folder.</source>
        <translation>Fichier de prompts&#xa0;: lignes JSON du kit SambaNova, de vLLM ou de messages OpenAI, ShareGPT, inputs.json d’AIPerf ou CSV, reconnus à leur contenu. Les chemins d’images partent de son dossier.</translation>
    </message>
    <message>
        <source>data set jsonl csv sharegpt prompts upload</source>
        <translation>jeu de données jsonl csv sharegpt prompts téléverser</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Of a CSV file: the column that holds the prompts. Empty takes the one named prompt, or the only one.</source>
        <translation>D’un fichier CSV&#xa0;: la colonne qui contient les prompts. Vide, celle nommée prompt, ou la seule.</translation>
    </message>
    <message>
        <source>Order of rows</source>
        <translation>Ordre des lignes</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>file: as they stand in the file. shuffled: in an order that the seed decides.</source>
        <translation>file&#xa0;: comme dans le fichier. shuffled&#xa0;: dans un ordre tiré de la graine.</translation>
    </message>
    <message>
        <source>shuffle random sequence</source>
        <translation>mélanger hasard suite</translation>
    </message>
    <message>
        <source>Prompt prefix</source>
        <translation>Préfixe des prompts</translation>
    </message>
    <message>
        <source>Put in front of every prompt of the file, as the SambaNova kit did until June 2025 with &quot;You are a helpful assistant that provides concise and helpful assistance on a variety of subjects. Ask: &quot;. Messages stay as they are.</source>
        <translation>Placé devant chaque prompt du fichier, comme le faisait le kit SambaNova jusqu’en juin 2025 avec «&#xa0;You are a helpful assistant that provides concise and helpful assistance on a variety of subjects. Ask:&#xa0;». Les messages restent tels quels.</translation>
    </message>
    <message>
        <source>instructions assistant</source>
        <translation>instructions assistant</translation>
    </message>
    <message>
        <source>Measured requests, warm-up not counted. A p99 needs several hundred. Of a dataset: 0 asks each row once, and more than it has begins again.</source>
        <translation>Requêtes mesurées, échauffement non compté. Un p99 en demande plusieurs centaines. D’un jeu de données&#xa0;: 0 envoie chaque ligne une fois, et plus qu’il n’en a recommence au début.</translation>
    </message>
    <message>
        <source>http or https address of the endpoint, with or without the API&apos;s path. Where none is given, sncloud and sambastudio take that of SAMBANOVA_URL and SAMBASTUDIO_URL, and all others http://127.0.0.1:8000.</source>
        <translation>Adresse http ou https du point d’accès, avec ou sans le chemin de l’API. Si aucune n’est donnée, sncloud et sambastudio prennent celle de SAMBANOVA_URL et de SAMBASTUDIO_URL, les autres http://127.0.0.1:8000.</translation>
    </message>
    <message>
        <source>Length asked of each answer, unless a dataset gives its own; in a chat, the most tokens that an answer may have. With very short answers the rates say little.</source>
        <translation>Longueur demandée pour chaque réponse, sauf si un jeu de données donne la sienne&#xa0;; dans une conversation, le nombre maximal de jetons d’une réponse. Avec des réponses très courtes, les débits disent peu.</translation>
    </message>
    <message>
        <source>Send the conversation</source>
        <translation>Envoyer la conversation</translation>
    </message>
    <message>
        <source>Send history</source>
        <translation>Envoyer l’historique</translation>
    </message>
    <message>
        <source>Send with each question all that was said before it. Without, each question is sent alone, as the SambaNova kit does.</source>
        <translation>Envoie avec chaque question tout ce qui a été dit avant elle. Sans cela, chaque question part seule, comme dans le kit de SambaNova.</translation>
    </message>
    <message>
        <source>history context multi-turn</source>
        <translation>historique contexte plusieurs tours</translation>
    </message>
    <message>
        <source>Server keeps history</source>
        <translation>Historique au serveur</translation>
    </message>
    <message>
        <source>Let the server keep what was said (store and previous_response_id) instead of sending it again. Only OpenAI&apos;s Responses API has that.</source>
        <translation>Laisse le serveur garder ce qui a été dit (store et previous_response_id) au lieu de l’envoyer à nouveau. Seule l’API Responses d’OpenAI le permet.</translation>
    </message>
    <message>
        <source>previous_response_id store stateful</source>
        <translation>previous_response_id store état</translation>
    </message>
    <message>
        <source>YAML file with default_prompt and multiple_prompts. Empty uses your own, those of the workbench&apos;s Prompts page (inferometer/prompts.yaml in the user&apos;s data folder), and the built-in ones where there are none or an image is sent; built-in takes those in any case.</source>
        <translation>Fichier YAML avec default_prompt et multiple_prompts. Vide, il utilise les vôtres, ceux de la page Prompts (inferometer/prompts.yaml dans le dossier de données de l’utilisateur), et ceux qui sont intégrés s’il n’y en a pas ou si une image est envoyée&#xa0;; built-in prend ceux-ci dans tous les cas.</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokeniseur</translation>
    </message>
    <message>
        <source>token count vocabulary BPE SentencePiece tokenizer.json Hugging Face</source>
        <translation>token jeton compte vocabulaire BPE SentencePiece tokenizer.json Hugging Face tokenizer</translation>
    </message>
    <message>
        <source>each row once</source>
        <translation>chaque ligne</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aléatoire</translation>
    </message>
    <message>
        <source>A tokenizer.json of Hugging Face, a .model of SentencePiece, or a folder that holds one, or one for each model by its name. It counts prompts instead of the endpoint (not in a chat) and, once the run or a chat&apos;s answer is over, answers whose length the endpoint does not tell; their text is kept for that.</source>
        <translation>Un tokenizer.json de Hugging Face, un .model de SentencePiece, ou un dossier qui en contient un, ou un par modèle sous son nom. Il compte les prompts à la place du point d’accès (sauf dans une conversation) et, une fois la mesure ou la réponse terminée, les réponses dont le point d’accès n’indique pas la longueur&#xa0;; leur texte est conservé pour cela.</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Cette machine</translation>
    </message>
    <message>
        <source>A machine over SSH</source>
        <translation>Une machine par SSH</translation>
    </message>
    <message>
        <source>the machine, as [user@]host[:port]; host may be a name of ~/.ssh/config</source>
        <translation>la machine, sous la forme [user@]host[:port]&#xa0;; host peut être un nom de ~/.ssh/config</translation>
    </message>
    <message>
        <source>machines to go through, in their order, with commas between</source>
        <translation>machines par lesquelles passer, dans l’ordre, séparées par des virgules</translation>
    </message>
    <message>
        <source>the private key&apos;s file; else the agent&apos;s keys, then those of ~/.ssh</source>
        <translation>le fichier de la clé privée&#xa0;; sinon les clés de l’agent, puis celles de ~/.ssh</translation>
    </message>
    <message>
        <source>the environment variable that holds the password, where no key is let in</source>
        <translation>la variable d’environnement qui contient le mot de passe, là où aucune clé n’est admise</translation>
    </message>
    <message>
        <source>the file of known machines</source>
        <translation>le fichier des machines connues</translation>
    </message>
    <message>
        <source>A small board over SSH</source>
        <translation>Une petite carte par SSH</translation>
    </message>
    <message>
        <source>The machine of another deployment</source>
        <translation>La machine d’un autre déploiement</translation>
    </message>
    <message>
        <source>the deployment whose machine it is, made by its `create`</source>
        <translation>le déploiement dont c’est la machine, créée par son `create`</translation>
    </message>
    <message>
        <source>AWS EC2</source>
        <translation>AWS EC2</translation>
    </message>
    <message>
        <source>the region, such as eu-west-1</source>
        <translation>la région, comme eu-west-1</translation>
    </message>
    <message>
        <source>the instance type, such as g5.xlarge</source>
        <translation>le type d’instance, comme g5.xlarge</translation>
    </message>
    <message>
        <source>the name of the machine image, * for any text</source>
        <translation>le nom de l’image de machine, * pour un texte quelconque</translation>
    </message>
    <message>
        <source>who published what image-name finds: amazon, self or an account&apos;s number</source>
        <translation>qui a publié ce que trouve image-name&#xa0;: amazon, self ou le numéro d’un compte</translation>
    </message>
    <message>
        <source>the availability zone, such as eu-west-1a; not given: AWS chooses</source>
        <translation>la zone de disponibilité, comme eu-west-1a&#xa0;; sans valeur&#xa0;: AWS choisit</translation>
    </message>
    <message>
        <source>the subnet by its id; not given: the default one</source>
        <translation>le sous-réseau par son identifiant&#xa0;; sans valeur&#xa0;: celui par défaut</translation>
    </message>
    <message>
        <source>who logs in</source>
        <translation>qui se connecte</translation>
    </message>
    <message>
        <source>the size of the disk in GB</source>
        <translation>la taille du disque en Go</translation>
    </message>
    <message>
        <source>true: take spare capacity, cheaper, which AWS may take back at any time</source>
        <translation>true&#xa0;: prendre de la capacité inutilisée, moins chère, qu’AWS peut reprendre à tout moment</translation>
    </message>
    <message>
        <source>a placement group that is there, by its name</source>
        <translation>un groupe de placement qui existe là-bas, par son nom</translation>
    </message>
    <message>
        <source>a security group that is there, by its id, used as it is; it must let SSH in</source>
        <translation>un groupe de sécurité qui existe là-bas, par son identifiant, utilisé tel quel&#xa0;; il doit admettre SSH</translation>
    </message>
    <message>
        <source>the IPv4 address from which SSH is let in, as others see it; needed without security-group</source>
        <translation>l’adresse IPv4 d’où SSH est admis, telle que les autres la voient&#xa0;; nécessaire sans security-group</translation>
    </message>
    <message>
        <source>which address of the machine is used: public or private</source>
        <translation>quelle adresse de la machine est utilisée&#xa0;: public ou private</translation>
    </message>
    <message>
        <source>how long after a create its list may lack what was made, s: nothing is called gone sooner</source>
        <translation>combien de temps après une création sa liste peut omettre ce qui a été créé, en s&#xa0;: rien n’est déclaré disparu plus tôt</translation>
    </message>
    <message>
        <source>the environment variable that holds the access key</source>
        <translation>la variable d’environnement qui contient la clé d’accès</translation>
    </message>
    <message>
        <source>the environment variable that holds the secret key</source>
        <translation>la variable d’environnement qui contient la clé secrète</translation>
    </message>
    <message>
        <source>the environment variable that holds the session token of temporary credentials</source>
        <translation>la variable d’environnement qui contient le jeton de session d’identifiants temporaires</translation>
    </message>
    <message>
        <source>a section of ~/.aws/credentials, used instead of the environment</source>
        <translation>une section de ~/.aws/credentials, utilisée à la place de l’environnement</translation>
    </message>
    <message>
        <source>where AWS&apos;s APIs are reached, if not at Amazon&apos;s own addresses</source>
        <translation>où joindre les API d’AWS, si ce n’est aux adresses d’Amazon</translation>
    </message>
    <message>
        <source>RunPod</source>
        <translation>RunPod</translation>
    </message>
    <message>
        <source>the API&apos;s id of the GPU, as offers list it: NVIDIA GeForce RTX 4090</source>
        <translation>l’identifiant du GPU dans l’API, tel que le listent les offres&#xa0;: NVIDIA GeForce RTX 4090</translation>
    </message>
    <message>
        <source>how many of them</source>
        <translation>combien il en faut</translation>
    </message>
    <message>
        <source>secure or community</source>
        <translation>secure ou community</translation>
    </message>
    <message>
        <source>ids that a pod may be in, with commas between; none given: any</source>
        <translation>identifiants des lieux où un pod peut être, séparés par des virgules&#xa0;; sans valeur&#xa0;: tous</translation>
    </message>
    <message>
        <source>the lowest CUDA version of the machine&apos;s driver: 12.8</source>
        <translation>la plus basse version de CUDA du pilote de la machine&#xa0;: 12.8</translation>
    </message>
    <message>
        <source>a container image that runs sshd for the key in PUBLIC_KEY</source>
        <translation>une image de conteneur qui exécute sshd pour la clé de PUBLIC_KEY</translation>
    </message>
    <message>
        <source>GB of the container&apos;s disk</source>
        <translation>Go du disque du conteneur</translation>
    </message>
    <message>
        <source>GB of a disk at /workspace that outlives a restart, 10 or more; 0: none</source>
        <translation>Go d’un disque à /workspace qui survit à un redémarrage, 10 ou plus&#xa0;; 0&#xa0;: aucun</translation>
    </message>
    <message>
        <source>the environment variable that holds the key</source>
        <translation>la variable d’environnement qui contient la clé</translation>
    </message>
    <message>
        <source>where the API is</source>
        <translation>où est l’API</translation>
    </message>
    <message>
        <source>Scaleway</source>
        <translation>Scaleway</translation>
    </message>
    <message>
        <source>the id of the project that pays</source>
        <translation>l’identifiant du projet qui paie</translation>
    </message>
    <message>
        <source>the commercial type, as offers list it: L4-1-24G</source>
        <translation>le type commercial, tel que le listent les offres&#xa0;: L4-1-24G</translation>
    </message>
    <message>
        <source>where it stands</source>
        <translation>où elle se trouve</translation>
    </message>
    <message>
        <source>a label of the marketplace or the id of an image, with cloud-init</source>
        <translation>un label de la marketplace ou l’identifiant d’une image, avec cloud-init</translation>
    </message>
    <message>
        <source>GB of its volume</source>
        <translation>Go de son volume</translation>
    </message>
    <message>
        <source>Slurm</source>
        <translation>Slurm</translation>
    </message>
    <message>
        <source>the login node, as [user@]host[:port]; none: this machine is it</source>
        <translation>le nœud de connexion, sous la forme [user@]host[:port]&#xa0;; sans valeur&#xa0;: cette machine</translation>
    </message>
    <message>
        <source>machines to go through to it, in their order, with commas between</source>
        <translation>machines par lesquelles passer pour l’atteindre, dans l’ordre, séparées par des virgules</translation>
    </message>
    <message>
        <source>the private key&apos;s file, for the login node and the nodes; else the agent&apos;s keys, then ~/.ssh&apos;s</source>
        <translation>le fichier de la clé privée, pour le nœud de connexion et les nœuds&#xa0;; sinon les clés de l’agent, puis celles de ~/.ssh</translation>
    </message>
    <message>
        <source>the partition, as offers list it; none: the cluster&apos;s default</source>
        <translation>la partition, telle que les offres la listent&#xa0;; sans elle&#xa0;: celle par défaut du cluster</translation>
    </message>
    <message>
        <source>the account that is charged</source>
        <translation>le compte qui est débité</translation>
    </message>
    <message>
        <source>the quality of service</source>
        <translation>la qualité de service</translation>
    </message>
    <message>
        <source>GPUs of a node, as COUNT or TYPE:COUNT; 0: none</source>
        <translation>GPU d’un nœud, sous la forme COUNT ou TYPE:COUNT&#xa0;; 0&#xa0;: aucun</translation>
    </message>
    <message>
        <source>nodes to hold; the engine runs on the first</source>
        <translation>nœuds à réserver&#xa0;; le moteur tourne sur le premier</translation>
    </message>
    <message>
        <source>more options of sbatch, with blanks between: --mem=64G --cpus-per-task=16 --constraint=ib</source>
        <translation>autres options de sbatch, séparées par des espaces&#xa0;: --mem=64G --cpus-per-task=16 --constraint=ib</translation>
    </message>
    <message>
        <source>the folder that the job starts in</source>
        <translation>le dossier où le job démarre</translation>
    </message>
    <message>
        <source>the folder of Slurm&apos;s commands on the login node, where it is not on the PATH</source>
        <translation>le dossier des commandes de Slurm sur le nœud de connexion, s’il n’est pas dans le PATH</translation>
    </message>
    <message>
        <source>the port of SSH on the nodes</source>
        <translation>le port de SSH sur les nœuds</translation>
    </message>
    <message>
        <source>what an hour of it costs by the site&apos;s own account, in USD</source>
        <translation>ce qu’en coûte une heure d’après les comptes du site, en USD</translation>
    </message>
    <message>
        <source>Grid&apos;5000</source>
        <translation>Grid&apos;5000</translation>
    </message>
    <message>
        <source>the login of the account</source>
        <translation>l’identifiant de connexion du compte</translation>
    </message>
    <message>
        <source>the site, such as lille</source>
        <translation>le site, comme lille</translation>
    </message>
    <message>
        <source>the cluster whose node is held, as offers list it</source>
        <translation>le cluster dont un nœud est réservé, tel que les offres le listent</translation>
    </message>
    <message>
        <source>default or production</source>
        <translation>default ou production</translation>
    </message>
    <message>
        <source>the project, for the queue production</source>
        <translation>le projet, pour la file production</translation>
    </message>
    <message>
        <source>types of the job, with commas between: exotic</source>
        <translation>types du job, séparés par des virgules&#xa0;: exotic</translation>
    </message>
    <message>
        <source>the environment variable that holds the account&apos;s password</source>
        <translation>la variable d’environnement qui contient le mot de passe du compte</translation>
    </message>
    <message>
        <source>machines to go through to a node, in their order, with commas between</source>
        <translation>machines par lesquelles passer pour atteindre un nœud, dans l’ordre, séparées par des virgules</translation>
    </message>
    <message>
        <source>Kubernetes</source>
        <translation>Kubernetes</translation>
    </message>
    <message>
        <source>the cluster and its user, as `kubectl config get-contexts` lists them</source>
        <translation>le cluster et son utilisateur, tels que `kubectl config get-contexts` les liste</translation>
    </message>
    <message>
        <source>the container&apos;s image; it needs /bin/sh and the engine</source>
        <translation>l’image du conteneur&#xa0;; il lui faut /bin/sh et le moteur</translation>
    </message>
    <message>
        <source>the file that kubectl reads; else $KUBECONFIG or ~/.kube/config</source>
        <translation>le fichier que lit kubectl&#xa0;; sinon $KUBECONFIG ou ~/.kube/config</translation>
    </message>
    <message>
        <source>where the pod is made</source>
        <translation>où le pod est créé</translation>
    </message>
    <message>
        <source>how many accelerators the pod gets</source>
        <translation>combien d’accélérateurs le pod reçoit</translation>
    </message>
    <message>
        <source>the cluster&apos;s name for them</source>
        <translation>le nom que le cluster leur donne</translation>
    </message>
    <message>
        <source>labels of the node, with commas between: nvidia.com/gpu.product=NVIDIA-L4</source>
        <translation>étiquettes du nœud, séparées par des virgules&#xa0;: nvidia.com/gpu.product=NVIDIA-L4</translation>
    </message>
    <message>
        <source>processors: 8</source>
        <translation>processeurs&#xa0;: 8</translation>
    </message>
    <message>
        <source>memory: 64Gi</source>
        <translation>mémoire&#xa0;: 64Gi</translation>
    </message>
    <message>
        <source>disk of the container: 100Gi</source>
        <translation>disque du conteneur&#xa0;: 100Gi</translation>
    </message>
    <message>
        <source>the Secret in the cluster by which the image is pulled</source>
        <translation>le Secret du cluster avec lequel l’image est téléchargée</translation>
    </message>
    <message>
        <source>s until a create that was cut must have been done or be lost</source>
        <translation>s au bout desquelles un create interrompu a forcément abouti ou est perdu</translation>
    </message>
    <message>
        <source>Google Compute Engine</source>
        <translation>Google Compute Engine</translation>
    </message>
    <message>
        <source>where it stands, such as europe-west4-a</source>
        <translation>où elle se trouve, comme europe-west4-a</translation>
    </message>
    <message>
        <source>the machine type, as offers list it: g2-standard-8</source>
        <translation>le type de machine, tel que les offres le listent&#xa0;: g2-standard-8</translation>
    </message>
    <message>
        <source>the accelerator for a type that carries none (N1), such as nvidia-tesla-t4</source>
        <translation>l’accélérateur pour un type qui n’en a pas (N1), comme nvidia-tesla-t4</translation>
    </message>
    <message>
        <source>how many of gpu</source>
        <translation>combien de gpu</translation>
    </message>
    <message>
        <source>true: take spare capacity, cheaper, which Google may take back at any time</source>
        <translation>true&#xa0;: prendre de la capacité inutilisée, moins chère, que Google peut reprendre à tout moment</translation>
    </message>
    <message>
        <source>what it costs in USD an hour, which the API does not tell; a budget needs it</source>
        <translation>son prix en USD par heure, que l’API ne dit pas&#xa0;; il le faut pour un budget</translation>
    </message>
    <message>
        <source>the project that pays; not given: the key&apos;s own</source>
        <translation>le projet qui paie&#xa0;; non donné&#xa0;: celui de la clé</translation>
    </message>
    <message>
        <source>the image of the disk, by its name or the newest of a family</source>
        <translation>l’image du disque, par son nom ou la plus récente d’une famille</translation>
    </message>
    <message>
        <source>GB of its disk</source>
        <translation>Go de son disque</translation>
    </message>
    <message>
        <source>the type of its disk; the newest machine types want hyperdisk-balanced</source>
        <translation>le type de son disque&#xa0;; les types de machine les plus récents veulent hyperdisk-balanced</translation>
    </message>
    <message>
        <source>the network, whose firewall must let SSH in</source>
        <translation>le réseau, dont le pare-feu doit laisser entrer SSH</translation>
    </message>
    <message>
        <source>the subnet of the zone&apos;s region; not given: the network&apos;s own</source>
        <translation>le sous-réseau de la région de la zone&#xa0;; non donné&#xa0;: celui du réseau</translation>
    </message>
    <message>
        <source>network tags, which rules of the firewall go by</source>
        <translation>tags réseau, d’après lesquels s’appliquent les règles du pare-feu</translation>
    </message>
    <message>
        <source>who logs in, and is made for it</source>
        <translation>l’utilisateur qui se connecte, créé pour cela</translation>
    </message>
    <message>
        <source>the key file (JSON) of a service account, used instead of the environment</source>
        <translation>le fichier de clé (JSON) d’un compte de service, utilisé à la place de l’environnement</translation>
    </message>
    <message>
        <source>the environment variable that holds the path of that file, or what is in it</source>
        <translation>la variable d’environnement qui contient le chemin de ce fichier, ou son contenu</translation>
    </message>
    <message>
        <source>Cheapest that fits</source>
        <translation>Le moins cher qui convient</translation>
    </message>
    <message>
        <source>weights, cache and overhead must fit; then the cheapest for a token, own runs first</source>
        <translation>poids, cache et surcoût doivent tenir&#xa0;; puis le moins cher par jeton, vos propres mesures d’abord</translation>
    </message>
    <message>
        <source>As Inference Arena</source>
        <translation>Comme Inference Arena</translation>
    </message>
    <message>
        <source>the score of Inference Arena: memory and rank of the GPU, no price</source>
        <translation>le score d’Inference Arena&#xa0;: mémoire et rang du GPU, sans le prix</translation>
    </message>
    <message>
        <source>the machine image (AMI) by its id, or own: the newest that `images build` made; not given: the newest that image-name finds</source>
        <translation>l’image de machine (AMI) par son identifiant, ou own&#xa0;: la plus récente faite par `images build`&#xa0;; sans valeur&#xa0;: la plus récente que trouve image-name</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>What the site calls it.</source>
        <translation>Le nom que lui donne le site.</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Of the machine.</source>
        <translation>Celui de la machine.</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>How many of them it has.</source>
        <translation>Combien elle en a.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>Memory of all its GPUs together.</source>
        <translation>Mémoire de tous ses GPU ensemble.</translation>
    </message>
    <message>
        <source>Price/h</source>
        <translation>Prix/h</translation>
    </message>
    <message>
        <source>Of the whole machine, an hour.</source>
        <translation>De la machine entière, par heure.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>What is spot may be taken back by the site at any time.</source>
        <translation>Le site peut reprendre à tout moment ce qui est spot.</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>The site&apos;s own word.</source>
        <translation>Ce qu’en dit le site lui-même.</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Where it stands.</source>
        <translation>Où elle se trouve.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Whose machine it is.</source>
        <translation>À qui est la machine.</translation>
    </message>
    <message>
        <source>Price of</source>
        <translation>Prix du</translation>
    </message>
    <message>
        <source>The day on which the site told it.</source>
        <translation>Le jour où le site l’a donné.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Who told it.</source>
        <translation>Qui l’a donné.</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>p95 %1</source>
        <translation>p95&#xa0;%1</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>maintenant&#xa0;%1</translation>
    </message>
    <message>
        <source>%1 per stream</source>
        <translation>%1 par flux</translation>
    </message>
    <message>
        <source>E2E p50 %1</source>
        <translation>E2E p50&#xa0;%1</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>moyenne&#xa0;%1</translation>
    </message>
    <message>
        <source>%1 in no figure</source>
        <translation>%1 hors chiffres</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>annulées&#xa0;: %1</translation>
    </message>
    <message>
        <source>none so far</source>
        <translation>aucune jusqu’ici</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>In the warm-up or cool-down %1 more failed; they are in no figure.</source>
        <translation>Pendant l’échauffement ou le refroidissement, %1 de plus ont échoué&#xa0;; elles ne sont dans aucun chiffre.</translation>
    </message>
    <message>
        <source>TTFT p50</source>
        <translation>TTFT p50</translation>
    </message>
    <message>
        <source>From sending a request to the arrival of its first token.</source>
        <translation>De l’envoi d’une requête à l’arrivée de son premier jeton.</translation>
    </message>
    <message>
        <source>Inter-token p50</source>
        <translation>Inter-jetons p50</translation>
    </message>
    <message>
        <source>Time between two tokens of a stream.</source>
        <translation>Temps entre deux jetons d’un flux.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Débit de sortie</translation>
    </message>
    <message>
        <source>Tokens that arrived, per second, all streams together.</source>
        <translation>Jetons arrivés par seconde, tous les flux ensemble.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Requests that succeeded, per second.</source>
        <translation>Requêtes réussies par seconde.</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Requests sent and not ended: now, and on average once the run is over.</source>
        <translation>Requêtes envoyées et non terminées&#xa0;: en ce moment, puis en moyenne une fois la mesure finie.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Measured requests that ended neither ok nor cancelled; they enter no latency figure.</source>
        <translation>Requêtes mesurées qui n’ont fini ni bien ni annulées&#xa0;; elles n’entrent dans aucun chiffre de latence.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>Whether this computer was quick enough for the figures to be trusted.</source>
        <translation>Si cet ordinateur a été assez rapide pour que l’on puisse se fier aux chiffres.</translation>
    </message>
    <message>
        <source>delay p99 %1</source>
        <translation>retard p99 %1</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>moyenne</translation>
    </message>
</context>
<context>
    <name>form</name>
    <message>
        <source>In a terminal</source>
        <translation>Dans un terminal</translation>
    </message>
    <message>
        <source>As YAML</source>
        <translation>En YAML</translation>
    </message>
</context>
<context>
    <name>inferometer::plots::GanttPlot</name>
    <message>
        <source>Seconds since start</source>
        <translation>Secondes depuis le début</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>time to first token</source>
        <translation>délai du premier jeton</translation>
    </message>
    <message>
        <source>first to last token</source>
        <translation>du premier au dernier jeton</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
    <message>
        <source>queued, cancelled</source>
        <translation>en attente, annulée</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) over %1: %2 complete, %3 in flight, %4 failed.</source>
        <translation>
            <numerusform>%Ln requête sur %1&#xa0;: terminées&#xa0;: %2, en cours&#xa0;: %3, en échec&#xa0;: %4.</numerusform>
            <numerusform>%Ln requêtes sur %1&#xa0;: terminées&#xa0;: %2, en cours&#xa0;: %3, en échec&#xa0;: %4.</numerusform>
        </translation>
    </message>
    <message>
        <source>Request %1, sent at %2</source>
        <translation>Requête&#xa0;%1, envoyée à&#xa0;%2</translation>
    </message>
    <message>
        <source>First token after %1</source>
        <translation>Premier jeton après&#xa0;%1</translation>
    </message>
    <message>
        <source>Last token after %1</source>
        <translation>Dernier jeton après&#xa0;%1</translation>
    </message>
    <message>
        <source>In flight for %1</source>
        <translation>En cours depuis&#xa0;%1</translation>
    </message>
    <message>
        <source>Failed after %1</source>
        <translation>Échec après&#xa0;%1</translation>
    </message>
    <message>
        <source>Cancelled after %1</source>
        <translation>Annulée après&#xa0;%1</translation>
    </message>
    <message>
        <source>Each bar is one request, from its sending to its last token</source>
        <translation>Chaque barre est une requête, de l’envoi au dernier jeton</translation>
    </message>
    <message>
        <source>Here its tokens arrive</source>
        <translation>Ici arrivent ses jetons</translation>
    </message>
    <message>
        <source>This part is the wait for its first token</source>
        <translation>Cette partie est l’attente du premier jeton</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::AboutPage</name>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Measures how a large language model is served.</source>
        <translation>Mesure comment un grand modèle de langage est servi.</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version&#xa0;%1</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with absolutely no warranty.</source>
        <translation>Logiciel libre sous la licence publique générale GNU, version 3 ou ultérieure. Il est fourni sans aucune garantie.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Fait avec</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::Activity</name>
    <message>
        <source>Show the run under way</source>
        <translation>Montrer la mesure en cours</translation>
    </message>
    <message>
        <source>Stop: no new requests; twice cuts those in flight</source>
        <translation>Arrêter&#xa0;: plus de nouvelle requête&#xa0;; deux fois coupe celles en cours</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n en attente</numerusform>
            <numerusform>%n en attente</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChartGuide</name>
    <message>
        <source>The notes say what the charts show. Esc sends them away; “Explain the charts” in the menu brings them back.</source>
        <translation>Les notes disent ce que montrent les graphiques. Échap les retire ; « Expliquer les graphiques », dans le menu, les ramène.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChartWindow</name>
    <message>
        <source>%1 - Inferometer</source>
        <translation>%1 - Inferometer</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChatInput</name>
    <message>
        <source>Send an image with the question</source>
        <translation>Envoyer une image avec la question</translation>
    </message>
    <message>
        <source>Send no image</source>
        <translation>N’envoyer aucune image</translation>
    </message>
    <message>
        <source>Leave the question as it was</source>
        <translation>Laisser la question telle quelle</translation>
    </message>
    <message>
        <source>Ask me anything</source>
        <translation>Posez votre question</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>S&amp;end</source>
        <translation>&amp;Envoyer</translation>
    </message>
    <message>
        <source>End this answer; what came of it stays (Esc)</source>
        <translation>Met fin à cette réponse&#xa0;; ce qui en est venu reste (Échap)</translation>
    </message>
    <message>
        <source>Send the question (Return; Shift+Return begins a line)</source>
        <translation>Envoie la question (Entrée&#xa0;; Maj+Entrée commence une ligne)</translation>
    </message>
    <message>
        <source>Choose an image</source>
        <translation>Choisir une image</translation>
    </message>
    <message>
        <source>pasted.png</source>
        <translation>collée.png</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChatList</name>
    <message>
        <source>A new chat</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Rename the chat (F2)</source>
        <translation>Renommer la conversation (F2)</translation>
    </message>
    <message>
        <source>Remove the chat (Del)</source>
        <translation>Supprimer la conversation (Suppr)</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Without a question</source>
        <translation>Sans question</translation>
    </message>
    <message numerus="yes">
        <source>%1
%2, %Ln turn(s), %3</source>
        <translation>
            <numerusform>%1
%2, %Ln tour, %3</numerusform>
            <numerusform>%1
%2, %Ln tours, %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChatMenu</name>
    <message>
        <source>Export as JSON…</source>
        <translation>Exporter en JSON…</translation>
    </message>
    <message>
        <source>Chat (*.json)</source>
        <translation>Conversation (*.json)</translation>
    </message>
    <message>
        <source>Export as Markdown…</source>
        <translation>Exporter en Markdown…</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Export as the SambaNova kit shows it…</source>
        <translation>Exporter comme le kit de SambaNova la montre…</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
    <message>
        <source>Open a chat from a file…</source>
        <translation>Ouvrir une conversation d’un fichier…</translation>
    </message>
    <message>
        <source>Show the result files</source>
        <translation>Montrer les fichiers de résultats</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>Exporter la conversation</translation>
    </message>
    <message>
        <source>The chat is in %1.</source>
        <translation>La conversation est dans %1.</translation>
    </message>
    <message>
        <source>Open a chat</source>
        <translation>Ouvrir une conversation</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChatPage</name>
    <message>
        <source>Figures across turns</source>
        <translation>Chiffres au fil des tours</translation>
    </message>
    <message>
        <source>Keep, copy or open a chat</source>
        <translation>Garder, copier ou ouvrir une conversation</translation>
    </message>
    <message>
        <source>Choose an endpoint and a model on the left, and ask something below. Every answer shows its latency, its throughput and its time to first token.</source>
        <translation>Choisissez à gauche un point d’accès et un modèle, et posez une question ci-dessous. Chaque réponse montre sa latence, son débit et son délai du premier jeton.</translation>
    </message>
    <message>
        <source>%1 is ready. Ask it something!</source>
        <translation>%1 est prêt. Posez-lui une question&#xa0;!</translation>
    </message>
    <message>
        <source>What was said from there on is taken back.</source>
        <translation>Ce qui a été dit à partir de là est retiré.</translation>
    </message>
    <message>
        <source>Question %1 is asked anew</source>
        <translation>La question %1 est posée à nouveau</translation>
    </message>
    <message>
        <source>The conversation is reset.</source>
        <translation>La conversation est réinitialisée.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message numerus="yes">
        <source>%Ln turn(s), %1 tokens of context</source>
        <translation>
            <numerusform>%Ln tour, %1 jetons de contexte</numerusform>
            <numerusform>%Ln tours, %1 jetons de contexte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln turn(s)</source>
        <translation>
            <numerusform>%Ln tour</numerusform>
            <numerusform>%Ln tours</numerusform>
        </translation>
    </message>
    <message>
        <source>Simulated endpoint</source>
        <translation>Point d’accès simulé</translation>
    </message>
    <message>
        <source>Rename the chat</source>
        <translation>Renommer la conversation</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nom de la conversation</translation>
    </message>
    <message>
        <source>The chat is removed. Its result files stay.</source>
        <translation>La conversation est supprimée. Ses fichiers de résultats restent.</translation>
    </message>
    <message>
        <source>Send the image with the next question</source>
        <translation>Envoyer l’image avec la prochaine question</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChatSide</name>
    <message>
        <source>&amp;Run!</source>
        <translation>&amp;Lancer&#xa0;!</translation>
    </message>
    <message>
        <source>Reset &amp;conversation</source>
        <translation>&amp;Réinitialiser</translation>
    </message>
    <message>
        <source>Performance on chat</source>
        <translation>Performance en conversation</translation>
    </message>
    <message>
        <source>Talk with a model and see what each answer cost in time.</source>
        <translation>Parlez avec un modèle et voyez ce que chaque réponse a coûté en temps.</translation>
    </message>
    <message>
        <source>Makes the model ready, so that the first question waits for nothing (Ctrl+R)</source>
        <translation>Prépare le modèle, pour que la première question n’attende rien (Ctrl+R)</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ChoicePanel</name>
    <message>
        <source>&amp;Ask the site again</source>
        <translation>&amp;Interroger de nouveau le site</translation>
    </message>
    <message>
        <source>The machine, as its site offers it now</source>
        <translation>La machine, telle que son site l’offre maintenant</translation>
    </message>
    <message>
        <source>The site was not asked yet.</source>
        <translation>Le site n’a pas encore été interrogé.</translation>
    </message>
    <message>
        <source>The site is asked what it offers…</source>
        <translation>Le site est interrogé sur ses offres…</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>Choix&#xa0;: %1</translation>
    </message>
    <message>
        <source>Else: %1</source>
        <translation>Sinon&#xa0;: %1</translation>
    </message>
    <message>
        <source>chosen of the site&apos;s offers when it is made</source>
        <translation>choisie parmi les offres du site lors de sa création</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::CloseGuard</name>
    <message>
        <source>A run is under way</source>
        <translation>Une mesure est en cours</translation>
    </message>
    <message>
        <source>Closing stops the run. What was measured so far is kept.</source>
        <translation>Fermer arrête la mesure. Ce qui a été mesuré jusqu’ici est conservé.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Arrêter et fermer</translation>
    </message>
    <message>
        <source>Go on measuring</source>
        <translation>Continuer la mesure</translation>
    </message>
    <message>
        <source>Deployments still run</source>
        <translation>Des déploiements sont encore en marche</translation>
    </message>
    <message>
        <source>Still running, or billed: %1. Kept ones go on without this program, until their own end.</source>
        <translation>Encore en marche, ou facturés&#xa0;: %1. Ceux que vous gardez continuent sans ce programme, jusqu’à leur propre fin.</translation>
    </message>
    <message>
        <source>Destroy and close</source>
        <translation>Détruire et fermer</translation>
    </message>
    <message>
        <source>Keep and close</source>
        <translation>Garder et fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ConnectionCard</name>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Tries the endpoint as it stands in the form, up to the first token of a one-token request.</source>
        <translation>Essaie le point d’accès tel qu’il est dans le formulaire, jusqu’au premier jeton d’une requête d’un jeton.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ann&amp;uler</translation>
    </message>
    <message>
        <source>&amp;Test connection</source>
        <translation>&amp;Tester la connexion</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>The endpoint is ready to be measured.</source>
        <translation>Le point d’accès est prêt à être mesuré.</translation>
    </message>
    <message>
        <source>Stopped at the step that failed.</source>
        <translation>Arrêté à l’étape qui a échoué.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DatasetModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>As the row asks</source>
        <translation>Comme la ligne le demande</translation>
    </message>
    <message>
        <source>As the form asks: the row does not say</source>
        <translation>Comme le formulaire le demande&#xa0;: la ligne ne dit rien</translation>
    </message>
    <message>
        <source>Estimated from the text; a run counts by the endpoint&apos;s tokenizer where it has one</source>
        <translation>Estimé d’après le texte&#xa0;; une mesure compte avec le tokeniseur du point d’accès s’il en a un</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>In</source>
        <comment>tokens, above a column of numbers</comment>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Out</source>
        <comment>tokens, above a column of numbers</comment>
        <translation>Sortie</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DatasetPanel</name>
    <message>
        <source>Choose a &amp;file…</source>
        <translation>&amp;Choisir un fichier…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Column that is sent</source>
        <translation>Colonne envoyée</translation>
    </message>
    <message>
        <source>Rows of the dataset</source>
        <translation>Lignes du jeu de données</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>Reading was stopped.</source>
        <translation>La lecture a été arrêtée.</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>Lecture de %1…</translation>
    </message>
    <message>
        <source>No dataset yet: drop a file here, choose one, or write its path below. JSON lines, ShareGPT, AIPerf&apos;s inputs.json and CSV are told apart by what stands in them.</source>
        <translation>Pas encore de jeu de données&#xa0;: déposez un fichier ici, choisissez-en un, ou écrivez son chemin plus bas. Lignes JSON, ShareGPT, inputs.json d’AIPerf et CSV sont reconnus à leur contenu.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln row(s), about %2 tokens in.</source>
        <translation>
            <numerusform>%1&#xa0;: %Ln ligne, environ %2 jetons en entrée.</numerusform>
            <numerusform>%1&#xa0;: %Ln lignes, environ %2 jetons en entrée.</numerusform>
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
            <numerusform>%Ln conversation sans question ni réponse laissée de côté.</numerusform>
            <numerusform>%Ln conversations sans question ni réponse laissées de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent: %1.</source>
        <translation>Non envoyé&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Not known before the dataset is read.</source>
        <translation>Inconnu avant la lecture du jeu de données.</translation>
    </message>
    <message>
        <source>Rows are asked more than once: a server may have cached them.</source>
        <translation>Des lignes sont envoyées plus d’une fois&#xa0;: un serveur peut les avoir en cache.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DefinedPanel</name>
    <message>
        <source>These figures are told when the run has ended.</source>
        <translation>Ces chiffres sont donnés quand la mesure est finie.</translation>
    </message>
    <message>
        <source>Figures by another tool&apos;s definitions</source>
        <translation>Chiffres selon les définitions d’un autre outil</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Chiffre</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Name in its files</source>
        <translation>Nom dans ses fichiers</translation>
    </message>
    <message>
        <source>Copy rows as %1</source>
        <translation>Copier les lignes en&#xa0;%1</translation>
    </message>
    <message>
        <source>Copy the table as %1</source>
        <translation>Copier le tableau en&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DefinitionView</name>
    <message>
        <source>Definition of the run</source>
        <translation>Définition de la mesure</translation>
    </message>
    <message>
        <source>The whole run as YAML: it repeats the run</source>
        <translation>Toute la mesure en YAML, pour la refaire</translation>
    </message>
    <message>
        <source>Verdict: %1</source>
        <translation>Verdict&#xa0;: %1</translation>
    </message>
    <message>
        <source>Verdict so far: %1</source>
        <translation>Verdict jusqu’ici&#xa0;: %1</translation>
    </message>
    <message>
        <source>Limits of this computer:</source>
        <translation>Limites de cet ordinateur&#xa0;:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DeploymentCard</name>
    <message>
        <source>Copy the endpoint&apos;s address</source>
        <translation>Copier l’adresse du point d’accès</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>M&amp;easure this</source>
        <translation>&amp;Mesurer ceci</translation>
    </message>
    <message>
        <source>&amp;Destroy</source>
        <translation>Dé&amp;truire</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Edit &amp;YAML</source>
        <translation>Modifier le &amp;YAML</translation>
    </message>
    <message>
        <source>Copy command l&amp;ine</source>
        <translation>Copier la l&amp;igne de commande</translation>
    </message>
    <message>
        <source>Phases of the start</source>
        <translation>Phases du démarrage</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Point d’accès</translation>
    </message>
    <message>
        <source>The command that does the same in a terminal</source>
        <translation>La commande qui fait de même dans un terminal</translation>
    </message>
    <message>
        <source>Opens the synthetic evaluation with this endpoint</source>
        <translation>Ouvre l’évaluation synthétique avec ce point d’accès</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Engine and model</source>
        <translation>Moteur et modèle</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>Temps écoulé</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Attend</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>En marche</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coût</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>There is no file here that says what is to come up.</source>
        <translation>Aucun fichier ici ne dit ce qui doit démarrer.</translation>
    </message>
    <message>
        <source>Its endpoint is ready.</source>
        <translation>Son point d’accès est prêt.</translation>
    </message>
    <message>
        <source>All steps to a ready endpoint</source>
        <translation>Toutes les étapes jusqu’à un point d’accès prêt</translation>
    </message>
    <message>
        <source>Ends all that runs or bills of it, and looks twice</source>
        <translation>Met fin à tout ce qui en tourne ou se facture, et vérifie deux fois</translation>
    </message>
    <message>
        <source>Nothing of it runs.</source>
        <translation>Rien n’en tourne.</translation>
    </message>
    <message>
        <source>What was begun is ended, so that nothing is left</source>
        <translation>Ce qui a été commencé est arrêté, pour qu’il n’en reste rien</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Where the load is sent from</source>
        <translation>D’où la charge est envoyée</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DeploymentEditor</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Précédent</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>Sui&amp;vant</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>Save and bring &amp;up</source>
        <translation>Enre&amp;gistrer et démarrer</translation>
    </message>
    <message>
        <source>1  Where</source>
        <translation>1  Où</translation>
    </message>
    <message>
        <source>2  Model and engine</source>
        <translation>2  Modèle et moteur</translation>
    </message>
    <message>
        <source>3  Price and limits</source>
        <translation>3  Prix et limites</translation>
    </message>
    <message>
        <source>4  Go</source>
        <translation>4  Lancer</translation>
    </message>
    <message>
        <source>It starts:</source>
        <translation>Ce qui est lancé&#xa0;:</translation>
    </message>
    <message>
        <source>The engine&apos;s command</source>
        <translation>Commande du moteur</translation>
    </message>
    <message>
        <source>The same as YAML: deployment.yaml</source>
        <translation>La même chose en YAML&#xa0;: deployment.yaml</translation>
    </message>
    <message>
        <source>The deployment as YAML</source>
        <translation>Le déploiement en YAML</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ann&amp;uler</translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>Nouveau déploiement</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>Modifier %1</translation>
    </message>
    <message>
        <source>Another deployment has this name.</source>
        <translation>Un autre déploiement porte ce nom.</translation>
    </message>
    <message>
        <source>A deployment keeps its name; make a new one instead.</source>
        <translation>Un déploiement garde son nom&#xa0;; faites-en plutôt un nouveau.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Ligne %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Engine and model</source>
        <translation>Moteur et modèle</translation>
    </message>
    <message>
        <source>Ends itself after</source>
        <translation>S’arrête de lui-même après</translation>
    </message>
    <message>
        <source>Ready within</source>
        <translation>Prêt en moins de</translation>
    </message>
    <message>
        <source>The site is a machine by itself: nothing is made there, and nothing billed.</source>
        <translation>Le site est lui-même une machine&#xa0;: rien n’y est créé, et rien n’est facturé.</translation>
    </message>
    <message>
        <source>What it costs is asked and shown before anything is made.</source>
        <translation>Le coût est demandé et affiché avant toute création.</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::DistributionPanel</name>
    <message>
        <source>Distribution of %1</source>
        <translation>Distribution&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>This run has no value of it.</source>
        <translation>Cette mesure n’en a aucune valeur.</translation>
    </message>
    <message>
        <source>Its distribution is told when the run has ended.</source>
        <translation>Sa distribution est donnée à la fin de la mesure.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::EndNotice</name>
    <message>
        <source>%1, %2. Verdict: %3.</source>
        <translation>%1, %2. Verdict&#xa0;: %3.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::EndpointChoice</name>
    <message>
        <source>Saved endpoint</source>
        <translation>Point d’accès enregistré</translation>
    </message>
    <message>
        <source>&lt;p&gt;An endpoint from the Endpoints page fills the fields below; “Custom” leaves them to you.&lt;/p&gt;&lt;p&gt;&lt;code&gt;--endpoint&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;p&gt;Un point d’accès de la page Points d’accès remplit les champs ci-dessous&#xa0;; «&#xa0;Personnalisé&#xa0;» vous les laisse.&lt;/p&gt;&lt;p&gt;&lt;code&gt;--endpoint&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Custom: the fields below</source>
        <translation>Personnalisé&#xa0;: ci-dessous</translation>
    </message>
    <message>
        <source>Add an endpoint…</source>
        <translation>Ajouter un point d’accès…</translation>
    </message>
    <message>
        <source>There is no saved endpoint “%1”.</source>
        <translation>Il n’y a pas de point d’accès enregistré «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>The saved endpoint says so; change it on the Endpoints page, or choose Custom.</source>
        <translation>Le point d’accès enregistré le veut ainsi&#xa0;; changez-le dans la page Points d’accès, ou choisissez Personnalisé.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::EndpointForm</name>
    <message>
        <source>Header</source>
        <translation>En-tête</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clé d’API</translation>
    </message>
    <message>
        <source>Headers of every request</source>
        <translation>En-têtes de chaque requête</translation>
    </message>
    <message>
        <source>Connection and body</source>
        <translation>Connexion et corps</translation>
    </message>
    <message>
        <source>Custom request headers. A secret does not belong here: write ${NAME} and put it into the environment variable NAME. Delete takes a line out.</source>
        <translation>En-têtes de requête personnalisés. Un secret n’a pas sa place ici&#xa0;: écrivez ${NOM} et mettez-le dans la variable d’environnement NOM. Suppr retire une ligne.</translation>
    </message>
    <message>
        <source>Custom headers</source>
        <translation>En-têtes personnalisés</translation>
    </message>
    <message>
        <source>Another endpoint has this name.</source>
        <translation>Un autre point d’accès porte ce nom.</translation>
    </message>
    <message>
        <source>Add a header</source>
        <translation>Ajouter un en-tête</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::EndpointStarts</name>
    <message>
        <source>Begin &amp;with a template</source>
        <translation>Partir d’un &amp;modèle de serveur</translation>
    </message>
    <message>
        <source>&amp;Look for local servers</source>
        <translation>&amp;Chercher des serveurs</translation>
    </message>
    <message>
        <source>Asks the usual ports of this computer for their models; nothing leaves it.</source>
        <translation>Demande leurs modèles aux ports habituels de cet ordinateur&#xa0;; rien n’en sort.</translation>
    </message>
    <message>
        <source>Looking at the usual ports…</source>
        <translation>Recherche sur les ports habituels…</translation>
    </message>
    <message>
        <source>No server on this computer lists models at %1.</source>
        <translation>Aucun serveur de cet ordinateur n’annonce de modèles aux ports %1.</translation>
    </message>
    <message>
        <source>Usual for %1: %2</source>
        <translation>Habituel pour %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>Ajouter %1</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::EndpointsPage</name>
    <message>
        <source>D&amp;uplicate</source>
        <translation>&amp;Dupliquer</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>Discard c&amp;hanges</source>
        <translation>A&amp;bandonner</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>Points d’accès</translation>
    </message>
    <message>
        <source>Saved endpoints</source>
        <translation>Points d’accès enregistrés</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>Add an &amp;endpoint</source>
        <translation>Ajouter un &amp;point d’accès</translation>
    </message>
    <message>
        <source>Changes to “%1” were not saved.</source>
        <translation>Les modifications de «&#xa0;%1&#xa0;» n’ont pas été enregistrées.</translation>
    </message>
    <message>
        <source>&amp;Bring them back</source>
        <translation>&amp;Les reprendre</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>«&#xa0;%1&#xa0;» est supprimé.</translation>
    </message>
    <message>
        <source>U&amp;ndo</source>
        <translation>A&amp;nnuler</translation>
    </message>
    <message>
        <source>New endpoint</source>
        <translation>Nouveau point d’accès</translation>
    </message>
    <message>
        <source>No endpoint yet</source>
        <translation>Aucun point d’accès encore</translation>
    </message>
    <message>
        <source>The endpoints cannot be read</source>
        <translation>Les points d’accès sont illisibles</translation>
    </message>
    <message>
        <source>An endpoint is the address of a server with its API, model and key. Add one to choose it by name in a run; the command line knows it by the same name.</source>
        <translation>Un point d’accès est l’adresse d’un serveur avec son API, son modèle et sa clé. Ajoutez-en un pour le choisir par son nom dans une mesure&#xa0;; la ligne de commande le connaît sous le même nom.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::EngineTables</name>
    <message>
        <source>Arguments</source>
        <translation>Arguments</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>Add an argument</source>
        <translation>Ajouter un argument</translation>
    </message>
    <message>
        <source>Options of the engine by their long names without dashes; true: the option alone, false: without it. Delete takes a line out.</source>
        <translation>Options du moteur par leurs noms longs sans tirets&#xa0;; true&#xa0;: l’option seule, false&#xa0;: sans elle. Suppr retire une ligne.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Environnement</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Add a variable</source>
        <translation>Ajouter une variable</translation>
    </message>
    <message>
        <source>Of the engine&apos;s processes. A secret does not belong here: write ${NAME}, and it is taken from the keyring or the environment. Delete takes a line out.</source>
        <translation>Des processus du moteur. Un secret n’a pas sa place ici&#xa0;: écrivez ${NOM}, et il est pris dans le trousseau ou l’environnement. Suppr retire une ligne.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>“%1” stands here twice; what is above holds.</source>
        <translation>«&#xa0;%1&#xa0;» est ici deux fois&#xa0;; ce qui est au-dessus vaut.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ErrorCard</name>
    <message>
        <source>First example</source>
        <translation>Premier exemple</translation>
    </message>
    <message>
        <source>Show these requests</source>
        <translation>Montrer ces requêtes</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s), %2&#xa0;%</source>
        <translation>
            <numerusform>%1 sur %Ln requête, %2&#xa0;%</numerusform>
            <numerusform>%1 sur %Ln requêtes, %2&#xa0;%</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in warm-up or cool-down, in no figure</source>
        <translation>%1 à l’échauffement ou au refroidissement, hors chiffres</translation>
    </message>
    <message>
        <source>%1 It asked to wait %2.</source>
        <translation>%1 Attente demandée&#xa0;: %2.</translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation>Que faire&#xa0;: %1</translation>
    </message>
    <message>
        <source>Show the requests that ended so: %1</source>
        <translation>Montrer les requêtes qui ont fini ainsi&#xa0;: %1</translation>
    </message>
    <message>
        <source>Request %1: %2</source>
        <translation>Requête %1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ErrorsView</name>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>No request failed.</source>
        <translation>Aucune requête n’a échoué.</translation>
    </message>
    <message>
        <source>Requests that fail are told here, by kind.</source>
        <translation>Les requêtes qui échouent sont rapportées ici, par type.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::EvaluationPage</name>
    <message>
        <source>&amp;Run!</source>
        <translation>&amp;Lancer&#xa0;!</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>A&amp;rrêter</translation>
    </message>
    <message>
        <source>Start the run (Ctrl+R)</source>
        <translation>Lancer la mesure (Ctrl+R)</translation>
    </message>
    <message>
        <source>No new requests; those in flight may end. Press twice to cut them too. (Esc)</source>
        <translation>Plus de nouvelle requête&#xa0;; celles en cours peuvent finir. Pressez deux fois pour les couper aussi. (Échap)</translation>
    </message>
    <message>
        <source>Simulated endpoint</source>
        <translation>Point d’accès simulé</translation>
    </message>
    <message>
        <source>The load is not known while a field is wrong.</source>
        <translation>La charge est inconnue tant qu’un champ est incorrect.</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>En &amp;file</translation>
    </message>
    <message>
        <source>Runs when those before it have ended (Ctrl+R)</source>
        <translation>Part quand celles d’avant sont finies (Ctrl+R)</translation>
    </message>
    <message>
        <source>Send &amp;one request</source>
        <translation>Une re&amp;quête</translation>
    </message>
    <message>
        <source>Not while a run is under way: it would disturb its figures</source>
        <translation>Pas pendant une mesure&#xa0;: cela en troublerait les chiffres</translation>
    </message>
    <message>
        <source>Shows one request and its answer whole, before any load</source>
        <translation>Montre une requête et sa réponse en entier, avant toute charge</translation>
    </message>
    <message>
        <source>Use %1 as the dataset</source>
        <translation>Prendre %1 comme jeu de données</translation>
    </message>
    <message>
        <source>The built-in texts</source>
        <translation>Les textes intégrés</translation>
    </message>
    <message>
        <source>Your own, of the Prompts page</source>
        <translation>Les vôtres, de la page Prompts</translation>
    </message>
    <message>
        <source>Leaves the answers uncounted: a chunk is then taken for a token. (Esc)</source>
        <translation>Laisse les réponses non comptées&#xa0;: un fragment vaut alors un token. (Échap)</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ExchangeWindow</name>
    <message>
        <source>Copy &amp;all</source>
        <translation>&amp;Tout copier</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>One request</source>
        <translation>Une requête</translation>
    </message>
    <message>
        <source>What went over the wire</source>
        <translation>Ce qui est passé sur le réseau</translation>
    </message>
    <message>
        <source>Preparing the request</source>
        <translation>Préparation de la requête</translation>
    </message>
    <message>
        <source>Sending one request</source>
        <translation>Envoi d’une requête</translation>
    </message>
    <message>
        <source>Nothing was sent</source>
        <translation>Rien n’a été envoyé</translation>
    </message>
    <message>
        <source>Answered · HTTP %1</source>
        <translation>Répondu · HTTP %1</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ExportColors</name>
    <message>
        <source>C&amp;olours of pictures</source>
        <translation>C&amp;ouleurs des images</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>Light, &amp;without a background</source>
        <translation>Clair, &amp;sans fond</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ExportMenu</name>
    <message>
        <source>Copy summary as &amp;Markdown</source>
        <translation>Copier le résumé en &amp;Markdown</translation>
    </message>
    <message>
        <source>&amp;Charts</source>
        <translation>&amp;Graphiques</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>&amp;Refaire la mesure</translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation>Archive zip (*.zip)</translation>
    </message>
    <message>
        <source>Packing the results</source>
        <translation>Mise en archive des résultats</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>The results are in %1</source>
        <translation>Les résultats sont dans&#xa0;%1</translation>
    </message>
    <message>
        <source>Copy its &amp;path</source>
        <translation>&amp;Copier son chemin</translation>
    </message>
    <message>
        <source>&amp;Save results (zip)…</source>
        <translation>&amp;Enregistrer les résultats (zip)…</translation>
    </message>
    <message>
        <source>Save results</source>
        <translation>Enregistrer les résultats</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::FieldForm</name>
    <message>
        <source>RSOQFCEN</source>
        <comment>the letters that Run!, Stop, Send one request, Queue, Choose a file, Reset conversation, Send and Undo have behind their &amp;</comment>
        <translation>LRAFQCEN</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::FieldGroup</name>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More of %1</source>
        <translation>Plus de champs : %1</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::KeyEditor</name>
    <message>
        <source>No key</source>
        <translation>Aucune clé</translation>
    </message>
    <message>
        <source>Environment variable</source>
        <translation>Variable d’environnement</translation>
    </message>
    <message>
        <source>System keyring</source>
        <translation>Trousseau du système</translation>
    </message>
    <message>
        <source>Where the API key is</source>
        <translation>Où se trouve la clé d’API</translation>
    </message>
    <message>
        <source>The key itself is never written to a file: the keyring keeps it, or a variable of the environment that this program is started from.</source>
        <translation>La clé elle-même n’est jamais écrite dans un fichier&#xa0;: elle reste dans le trousseau, ou dans une variable de l’environnement d’où ce programme est lancé.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clé d’API</translation>
    </message>
    <message>
        <source>Paste or type the key</source>
        <translation>Collez ou tapez la clé</translation>
    </message>
    <message>
        <source>In the keyring; type to replace</source>
        <translation>Dans le trousseau&#xa0;; tapez pour remplacer</translation>
    </message>
    <message>
        <source>Name the variable that holds the key.</source>
        <translation>Nommez la variable qui contient la clé.</translation>
    </message>
    <message>
        <source>Type the key.</source>
        <translation>Tapez la clé.</translation>
    </message>
    <message>
        <source>A key has no blanks or line breaks inside.</source>
        <translation>Une clé ne contient ni espaces ni sauts de ligne.</translation>
    </message>
    <message>
        <source>Saved in the desktop&apos;s keyring, never in a file.</source>
        <translation>Enregistrée dans le trousseau du bureau, jamais dans un fichier.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::LogView</name>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Engine&apos;s log</source>
        <translation>Journal du moteur</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Chercher dans le journal</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>The engine has said nothing yet.</source>
        <translation>Le moteur n’a encore rien dit.</translation>
    </message>
    <message>
        <source>What is done, and what is waited for, stands here.</source>
        <translation>Ce qui est fait, et ce qui est attendu, s’affiche ici.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln trouvé</numerusform>
            <numerusform>%Ln trouvés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::MainWindow</name>
    <message>
        <source>Open a result</source>
        <translation>Ouvrir un résultat</translation>
    </message>
    <message>
        <source>&amp;Show what was measured</source>
        <translation>&amp;Montrer ce qui a été mesuré</translation>
    </message>
    <message>
        <source>This page starts no run.</source>
        <translation>Cette page ne lance aucune mesure.</translation>
    </message>
    <message>
        <source>There is no run in view.</source>
        <translation>Aucune mesure n’est affichée.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::MessageFoot</name>
    <message>
        <source>Show or hide all figures of this answer</source>
        <translation>Montrer ou cacher tous les chiffres de cette réponse</translation>
    </message>
    <message>
        <source>Regenerate this answer</source>
        <translation>Redemander cette réponse</translation>
    </message>
    <message>
        <source>Copy the answer as Markdown</source>
        <translation>Copier la réponse en Markdown</translation>
    </message>
    <message>
        <source>Edit this question</source>
        <translation>Modifier cette question</translation>
    </message>
    <message>
        <source>Copy the question</source>
        <translation>Copier la question</translation>
    </message>
    <message>
        <source>Unfolded</source>
        <translation>Déplié</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>Replié</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::MessageView</name>
    <message>
        <source>Answer: %1</source>
        <translation>Réponse&#xa0;: %1</translation>
    </message>
    <message>
        <source>Question: %1</source>
        <translation>Question&#xa0;: %1</translation>
    </message>
    <message>
        <source>Reasoning (%1 characters)</source>
        <translation>Raisonnement (%1 caractères)</translation>
    </message>
    <message>
        <source>Fold the reasoning away</source>
        <translation>Replier le raisonnement</translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation>Montrer le raisonnement</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy this code</source>
        <translation>Copier ce code</translation>
    </message>
    <message>
        <source>Copy this code (%1)</source>
        <translation>Copier ce code (%1)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Tout sélectionner</translation>
    </message>
    <message>
        <source>Copy the a&amp;ddress of the link</source>
        <translation>Copier l’a&amp;dresse du lien</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ModelMenu</name>
    <message>
        <source>Models of the endpoint</source>
        <translation>Modèles du point d’accès</translation>
    </message>
    <message>
        <source>Ask the endpoint which models it serves (Down)</source>
        <translation>Demander au point d’accès quels modèles il sert (Bas)</translation>
    </message>
    <message>
        <source>Asking the endpoint…</source>
        <translation>Demande au point d’accès…</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::NoteEditor</name>
    <message>
        <source>Note on the run</source>
        <translation>Note sur la mesure</translation>
    </message>
    <message>
        <source>Ctrl+Enter keeps it, Escape gives the old one back.</source>
        <translation>Ctrl+Entrée la garde, Échap rend l’ancienne.</translation>
    </message>
    <message>
        <source>This run was read from an archive; unpack it to change the note.</source>
        <translation>Cette mesure a été lue dans une archive&#xa0;; décompressez-la pour changer la note.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::OffersModel</name>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>The site that makes it.</source>
        <translation>Le site qui la crée.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::OffersPane</name>
    <message>
        <source>&amp;Ask again</source>
        <translation>&amp;Interroger de nouveau</translation>
    </message>
    <message>
        <source>Only this GPU</source>
        <translation>Seulement ce GPU</translation>
    </message>
    <message>
        <source>GPU, such as L4</source>
        <translation>GPU, comme L4</translation>
    </message>
    <message>
        <source>Only what costs at most so much an hour</source>
        <translation>Seulement ce qui ne dépasse pas ce prix par heure</translation>
    </message>
    <message>
        <source>any price</source>
        <translation>tout prix</translation>
    </message>
    <message>
        <source>Only with so much GPU memory in all</source>
        <translation>Seulement avec au moins cette mémoire de GPU au total</translation>
    </message>
    <message>
        <source>any memory</source>
        <translation>toute mémoire</translation>
    </message>
    <message>
        <source>S&amp;pot too</source>
        <translation>S&amp;pot aussi</translation>
    </message>
    <message>
        <source>&amp;Deploy on it</source>
        <translation>&amp;Déployer dessus</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>Offres</translation>
    </message>
    <message>
        <source>Asks each site what it has now and for what price (F5)</source>
        <translation>Demande à chaque site ce qu’il a en ce moment et à quel prix (F5)</translation>
    </message>
    <message>
        <source>/h</source>
        <translation>/h</translation>
    </message>
    <message>
        <source>What is spot may be taken back by the site at any time</source>
        <translation>Ce qui est spot peut être repris par le site à tout moment</translation>
    </message>
    <message>
        <source>What the sites told</source>
        <translation>Ce qu’ont indiqué les sites</translation>
    </message>
    <message>
        <source>Begins a deployment on the chosen machine; nothing is made yet (Enter)</source>
        <translation>Commence un déploiement sur la machine choisie&#xa0;; rien n’est encore créé (Entrée)</translation>
    </message>
    <message numerus="yes">
        <source>Asking %Ln site(s)…</source>
        <translation>
            <numerusform>Interrogation de %Ln site…</numerusform>
            <numerusform>Interrogation de %Ln sites…</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 offers.</source>
        <translation>%1 offres sur %2.</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Pas encore demandé.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::Opening</name>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::PlotCard</name>
    <message>
        <source>&amp;Enlarge</source>
        <translation>&amp;Agrandir</translation>
    </message>
    <message>
        <source>&amp;Series</source>
        <translation>&amp;Séries</translation>
    </message>
    <message>
        <source>Menu of the chart %1</source>
        <translation>Menu du graphique %1</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Masquer</translation>
    </message>
    <message>
        <source>Move &amp;left</source>
        <translation>Vers la &amp;gauche</translation>
    </message>
    <message>
        <source>Move &amp;right</source>
        <translation>Vers la &amp;droite</translation>
    </message>
    <message>
        <source>&amp;Back to all charts</source>
        <translation>&amp;Retour à tous les graphiques</translation>
    </message>
    <message>
        <source>Enlarge, detach, hide, move or save this chart</source>
        <translation>Agrandir, détacher, masquer, déplacer ou enregistrer ce graphique</translation>
    </message>
    <message>
        <source>Back &amp;into the main window</source>
        <translation>Remettre dans la &amp;fenêtre principale</translation>
    </message>
    <message>
        <source>&amp;Detach into a window of its own</source>
        <translation>&amp;Détacher dans sa propre fenêtre</translation>
    </message>
    <message>
        <source>Reset the zoom of the chart %1</source>
        <translation>Réinitialiser le zoom du graphique %1</translation>
    </message>
    <message>
        <source>Show everything (Home)</source>
        <translation>Tout afficher (Début)</translation>
    </message>
    <message>
        <source>Choose the figure</source>
        <translation>Choisir la grandeur</translation>
    </message>
    <message>
        <source>Shown figure of the chart %1</source>
        <translation>Grandeur montrée par le graphique %1</translation>
    </message>
    <message>
        <source>%1, range %2</source>
        <translation>%1, plage %2</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::PlotGrid</name>
    <message>
        <source>Charts</source>
        <translation>Graphiques</translation>
    </message>
    <message>
        <source>Restore default layout</source>
        <translation>Rétablir la disposition d’origine</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::PresetBar</name>
    <message>
        <source>Save as a preset</source>
        <translation>Enregistrer comme préréglage</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Préréglage</translation>
    </message>
    <message>
        <source>No preset</source>
        <translation>Aucun préréglage</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Nom du préréglage</translation>
    </message>
    <message>
        <source>U&amp;ndo</source>
        <translation>A&amp;nnuler</translation>
    </message>
    <message>
        <source>Delete a preset of your own</source>
        <translation>Supprimer un de vos préréglages</translation>
    </message>
    <message>
        <source>A shape of load by name: the fields from Load to Prompts and answers. Endpoint, model and where results go are no part of it: they stay as they are.</source>
        <translation>Une forme de charge sous un nom : les champs de Charge à Prompts et réponses. Le point d’accès, le modèle et l’endroit des résultats n’en font pas partie : ils restent tels quels.</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1 (modifié)</translation>
    </message>
    <message>
        <source>Update “%1”</source>
        <translation>Mettre à jour « %1 »</translation>
    </message>
    <message>
        <source>“%1” is up to date.</source>
        <translation>« %1 » est à jour.</translation>
    </message>
    <message>
        <source>Save as another preset…</source>
        <translation>Enregistrer sous un autre nom…</translation>
    </message>
    <message>
        <source>“%1” is built in; choose another name.</source>
        <translation>« %1 » est fourni d’origine ; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>“%1” is replaced.</source>
        <translation>« %1 » est remplacé.</translation>
    </message>
    <message>
        <source>“%1” is a preset of another evaluation; choose another name.</source>
        <translation>« %1 » est un préréglage d’une autre évaluation&#xa0;; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>«&#xa0;%1&#xa0;» est supprimé.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::PromptForm</name>
    <message>
        <source>What the results call the prompt that was sent.</source>
        <translation>Le nom que les résultats donnent au prompt envoyé.</translation>
    </message>
    <message>
        <source>Sent as it is, without anything to fill in: repeated as often as needed and cut between two words, so that it is as long as the run asks.</source>
        <translation>Envoyé tel quel, sans rien à remplir&#xa0;: répété autant qu’il faut et coupé entre deux mots, pour avoir la longueur que la mesure demande.</translation>
    </message>
    <message>
        <source>Any text</source>
        <translation>Un texte quelconque</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>Te&amp;xte</translation>
    </message>
    <message>
        <source>Another prompt has this name.</source>
        <translation>Un autre prompt porte ce nom.</translation>
    </message>
    <message>
        <source>%1 · %2 words · %3 bytes</source>
        <translation>%1 · %2 mots · %3 octets</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::PromptsPage</name>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>D&amp;upliquer</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Supp&amp;rimer</translation>
    </message>
    <message>
        <source>Make de&amp;fault</source>
        <translation>Par dé&amp;faut</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>Reset &amp;to ours</source>
        <translation>Re&amp;venir aux nôtres</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Enregi&amp;strer</translation>
    </message>
    <message>
        <source>Discard c&amp;hanges</source>
        <translation>Abandonner les c&amp;hangements</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importer…</translation>
    </message>
    <message>
        <source>Takes all prompts of a file, in place of those here</source>
        <translation>Prend tous les prompts d’un fichier, à la place de ceux-ci</translation>
    </message>
    <message>
        <source>Writes all prompts into a file, in the form that runs and the SambaNova kit read</source>
        <translation>Écrit tous les prompts dans un fichier, sous la forme que lisent les mesures et le kit de SambaNova</translation>
    </message>
    <message>
        <source>Gives back the prompts that are built in</source>
        <translation>Rend les prompts intégrés</translation>
    </message>
    <message>
        <source>The prompts cannot be read</source>
        <translation>Les prompts ne peuvent pas être lus</translation>
    </message>
    <message>
        <source>Mend the file by hand, take another one by Import, or go back to ours.</source>
        <translation>Réparez le fichier à la main, prenez-en un autre par Importer, ou revenez aux nôtres.</translation>
    </message>
    <message>
        <source>The default · %1</source>
        <translation>Par défaut · %1</translation>
    </message>
    <message>
        <source>Your own: used by synthetic and real-workload runs that name no prompts file.</source>
        <translation>Les vôtres&#xa0;: utilisés par les mesures synthétiques et de charge réelle qui ne nomment pas de fichier de prompts.</translation>
    </message>
    <message>
        <source>Those built in. The first change makes them your own.</source>
        <translation>Ceux qui sont intégrés. Le premier changement en fait les vôtres.</translation>
    </message>
    <message>
        <source>Changes to “%1” were not saved.</source>
        <translation>Les changements de «&#xa0;%1&#xa0;» n’ont pas été enregistrés.</translation>
    </message>
    <message>
        <source>&amp;Bring them back</source>
        <translation>&amp;Les reprendre</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>«&#xa0;%1&#xa0;» est supprimé.</translation>
    </message>
    <message>
        <source>Import prompts</source>
        <translation>Importer des prompts</translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) imported.</source>
        <translation>
            <numerusform>%Ln prompt importé.</numerusform>
            <numerusform>%Ln prompts importés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export prompts</source>
        <translation>Exporter les prompts</translation>
    </message>
    <message>
        <source>YAML file (*.yaml)</source>
        <translation>Fichier YAML (*.yaml)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Écrit&#xa0;: %1</translation>
    </message>
    <message>
        <source>The prompts are ours again.</source>
        <translation>Les prompts sont de nouveau les nôtres.</translation>
    </message>
    <message>
        <source>U&amp;ndo</source>
        <translation>A&amp;nnuler</translation>
    </message>
    <message>
        <source>There is always a default; make another prompt the default first.</source>
        <translation>Il y a toujours un prompt par défaut&#xa0;; choisissez-en d’abord un autre.</translation>
    </message>
    <message>
        <source>Takes the prompt out of the list (Del)</source>
        <translation>Retire le prompt de la liste (Suppr)</translation>
    </message>
    <message>
        <source>Runs send the default prompt, unless they ask for several</source>
        <translation>Les mesures envoient le prompt par défaut, sauf si elles en demandent plusieurs</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>Nouveau prompt</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ProvisioningPage</name>
    <message>
        <source>&amp;New deployment</source>
        <translation>&amp;Nouveau déploiement</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Déploiements</translation>
    </message>
    <message>
        <source>Provisioning</source>
        <translation>Provisionnement</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>A&amp;ctualiser</translation>
    </message>
    <message>
        <source>Reads the files, and asks the machines what of ours runs</source>
        <translation>Lit les fichiers, et demande aux machines ce qui y tourne de nous</translation>
    </message>
    <message>
        <source>Nothing deployed yet</source>
        <translation>Rien n’est encore déployé</translation>
    </message>
    <message>
        <source>A deployment is an engine with a model, made ready on a machine: you see each step, get an endpoint to measure, and end it here. What still runs is shown on every page, and ends itself in any case.</source>
        <translation>Un déploiement est un moteur avec un modèle, rendu prêt sur une machine&#xa0;: vous voyez chaque étape, obtenez un point d’accès à mesurer, et y mettez fin ici. Ce qui tourne encore s’affiche sur chaque page, et s’arrête de lui-même dans tous les cas.</translation>
    </message>
    <message>
        <source>Make a de&amp;ployment</source>
        <translation>&amp;Faire un déploiement</translation>
    </message>
    <message>
        <source>Takes its file away; what was measured stays (Del)</source>
        <translation>Retire son fichier&#xa0;; ce qui a été mesuré reste (Suppr)</translation>
    </message>
    <message>
        <source>There is no file of it here.</source>
        <translation>Il n’a pas de fichier ici.</translation>
    </message>
    <message>
        <source>Destroy it first: something of it runs.</source>
        <translation>Détruisez-le d’abord&#xa0;: quelque chose en tourne.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) of it are among the results.</source>
        <translation>
            <numerusform>%Ln mesure de ce déploiement est parmi les résultats.</numerusform>
            <numerusform>%Ln mesures de ce déploiement sont parmi les résultats.</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes to the deployment were not saved.</source>
        <translation>Les changements du déploiement n’ont pas été enregistrés.</translation>
    </message>
    <message>
        <source>B&amp;ring them back</source>
        <translation>Les &amp;reprendre</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>«&#xa0;%1&#xa0;» est supprimé.</translation>
    </message>
    <message>
        <source>Und&amp;o</source>
        <translation>Annu&amp;ler</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ProxyOffer</name>
    <message>
        <source>Use it</source>
        <translation>L’utiliser</translation>
    </message>
    <message>
        <source>Use the desktop&apos;s proxy</source>
        <translation>Utiliser le proxy du bureau</translation>
    </message>
    <message>
        <source>Arrival times are then the proxy&apos;s writes.</source>
        <translation>Les instants d’arrivée sont alors ceux des écritures du proxy.</translation>
    </message>
    <message>
        <source>The desktop has a proxy for this address, which is not used: %1</source>
        <translation>Le bureau a un proxy pour cette adresse, qui n’est pas utilisé&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RangeBar</name>
    <message>
        <source>The verdict, the definition and exported files are of the whole run.</source>
        <translation>Le verdict, la définition et les fichiers exportés sont ceux de toute la mesure.</translation>
    </message>
    <message>
        <source>End the range</source>
        <translation>Quitter la plage</translation>
    </message>
    <message>
        <source>End the range (Escape)</source>
        <translation>Quitter la plage (Échap)</translation>
    </message>
    <message>
        <source>Range %1: counting</source>
        <translation>Plage %1 : calcul en cours</translation>
    </message>
    <message numerus="yes">
        <source>Range %1: %2 of %Ln request(s)</source>
        <translation>
            <numerusform>Plage %1&#xa0;: %2 sur %Ln requête</numerusform>
            <numerusform>Plage %1&#xa0;: %2 sur %Ln requêtes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>%1 en cours</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::Recovery</name>
    <message>
        <source>An interrupted run is completed. %1</source>
        <translation>Une mesure interrompue est complétée. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n interrupted run(s) were found; their result files are now complete.</source>
        <translation>
            <numerusform>%n mesure interrompue a été trouvée&#xa0;; ses fichiers de résultats sont maintenant complets.</numerusform>
            <numerusform>%n mesures interrompues ont été trouvées&#xa0;; leurs fichiers de résultats sont maintenant complets.</numerusform>
        </translation>
    </message>
    <message>
        <source>The rest of a run that went on beside its server was fetched; it is whole now.</source>
        <translation>Le reste d’une mesure qui a continué à côté de son serveur a été récupéré&#xa0;; elle est maintenant complète.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RequestDetails</name>
    <message>
        <source>Show in the chart</source>
        <translation>Montrer dans le graphique</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>The selected request</source>
        <translation>La requête choisie</translation>
    </message>
    <message>
        <source>Phases of the request</source>
        <translation>Phases de la requête</translation>
    </message>
    <message>
        <source>x-request-id</source>
        <translation>x-request-id</translation>
    </message>
    <message>
        <source>The id that was sent with the request: look for it in the server&apos;s log.</source>
        <translation>L’identifiant envoyé avec la requête&#xa0;: cherchez-le dans le journal du serveur.</translation>
    </message>
    <message>
        <source>Response headers</source>
        <translation>En-têtes de la réponse</translation>
    </message>
    <message>
        <source>Chunks across time</source>
        <translation>Fragments dans le temps</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Raw events</source>
        <translation>Événements bruts</translation>
    </message>
    <message>
        <source>Prompt, answer and headers were not kept: tick Save responses to have them. A failed request keeps its headers always.</source>
        <translation>Le prompt, la réponse et les en-têtes n’ont pas été gardés&#xa0;: cochez «&#xa0;Garder les réponses&#xa0;» pour les avoir. Une requête en échec garde toujours ses en-têtes.</translation>
    </message>
    <message>
        <source>Each piece of the answer as it arrived, and when, since the request was sent.</source>
        <translation>Chaque morceau de la réponse tel qu’il est arrivé, et quand, depuis l’envoi de la requête.</translation>
    </message>
    <message>
        <source>Where the TTFT went</source>
        <translation>Où est passé le TTFT</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RequestTable</name>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Restore default columns</source>
        <translation>Rétablir les colonnes d’origine</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Copier les lignes</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Colonnes…</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RequestsView</name>
    <message>
        <source>&amp;Failed only</source>
        <translation>É&amp;checs seuls</translation>
    </message>
    <message>
        <source>Filter: words, outcome:reset, status:503, #17</source>
        <translation>Filtre&#xa0;: mots, outcome:reset, status:503, #17</translation>
    </message>
    <message>
        <source>Shows the requests in whose outcome, status or error every word occurs. outcome:NAME, status:CODE and #NUMBER match exactly.</source>
        <translation>Montre les requêtes dont l’issue, le statut ou l’erreur contient chaque mot. outcome:NOM, status:CODE et #NUMÉRO correspondent exactement.</translation>
    </message>
    <message>
        <source>Filter the requests</source>
        <translation>Filtrer les requêtes</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 sur %Ln requête</numerusform>
            <numerusform>%1 sur %Ln requêtes</numerusform>
        </translation>
    </message>
    <message>
        <source>Request %1 is in flight: its phases are told when it has ended.</source>
        <translation>La requête %1 est en cours&#xa0;: ses phases seront montrées quand elle aura fini.</translation>
    </message>
    <message>
        <source>Choose a request to see its phases across time.</source>
        <translation>Choisissez une requête pour voir ses phases au fil du temps.</translation>
    </message>
    <message>
        <source>Requests appear here as they end.</source>
        <translation>Les requêtes apparaissent ici à mesure qu’elles finissent.</translation>
    </message>
    <message>
        <source>No request matches the filter.</source>
        <translation>Aucune requête ne correspond au filtre.</translation>
    </message>
    <message>
        <source>The chosen request does not match the filter.</source>
        <translation>La requête choisie ne correspond pas au filtre.</translation>
    </message>
    <message>
        <source>Chunks across time</source>
        <translation>Fragments dans le temps</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RunController</name>
    <message>
        <source>Preparing the run</source>
        <translation>Préparation de la mesure</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Annulation</translation>
    </message>
    <message>
        <source>Saving the results</source>
        <translation>Enregistrement des résultats</translation>
    </message>
    <message>
        <source>Stopping on the machine of the server</source>
        <translation>Arrêt sur la machine du serveur</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RunDesk</name>
    <message>
        <source>There is no run in view to explain: start one, or open a result.</source>
        <translation>Il n’y a pas de mesure à expliquer : lancez-en une, ou ouvrez un résultat.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RunHeading</name>
    <message>
        <source>Open the folder of the run</source>
        <translation>Ouvrir le dossier de la mesure</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>A run can be named once it has ended.</source>
        <translation>Une mesure peut être nommée une fois terminée.</translation>
    </message>
    <message>
        <source>This run was read from an archive; unpack it to name the run.</source>
        <translation>Cette mesure a été lue dans une archive&#xa0;; décompressez-la pour nommer la mesure.</translation>
    </message>
    <message>
        <source>Verdict: %1; what it means for the figures</source>
        <translation>Verdict&#xa0;: %1&#xa0;; ce qu’il signifie pour les chiffres</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Ajouter une note</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Note&#xa0;: %1</translation>
    </message>
    <message>
        <source>read from %1</source>
        <translation>lue dans %1</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Prochaine mesure</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RunNameEdit</name>
    <message>
        <source>Rename the run</source>
        <translation>Renommer la mesure</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Nom de la mesure</translation>
    </message>
    <message>
        <source>Rename the run; empty is its own name again.</source>
        <translation>Renommer la mesure&#xa0;; vide, elle reprend son propre nom.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RunView</name>
    <message>
        <source>Runs</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>open the errors</source>
        <translation>ouvrir les erreurs</translation>
    </message>
    <message>
        <source>open the reasons and figures</source>
        <translation>ouvrir les raisons et les chiffres</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Graphiques</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Parts of the run</source>
        <translation>Parties de la mesure</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Définition</translation>
    </message>
    <message>
        <source>Errors %1</source>
        <translation>Erreurs %1</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistiques</translation>
    </message>
    <message>
        <source>Of the range %1.</source>
        <translation>De la plage %1.</translation>
    </message>
    <message>
        <source>Of the whole run.</source>
        <translation>De toute la mesure.</translation>
    </message>
    <message>
        <source>being counted</source>
        <translation>calcul en cours</translation>
    </message>
    <message>
        <source>The range %1 is being counted.</source>
        <translation>Le calcul de la plage %1 est en cours.</translation>
    </message>
    <message>
        <source>Errors %1 in range</source>
        <translation>Erreurs %1 dans la plage</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>Filter by model or endpoint</source>
        <translation>Filtrer par modèle ou point d’accès</translation>
    </message>
    <message>
        <source>&amp;Open a result…</source>
        <translation>&amp;Ouvrir un résultat…</translation>
    </message>
    <message>
        <source>Under way: %1</source>
        <translation>En cours&#xa0;: %1</translation>
    </message>
    <message>
        <source>Looking for runs</source>
        <translation>Recherche des mesures</translation>
    </message>
    <message>
        <source>No run yet. What you measure is kept and listed here.</source>
        <translation>Aucune mesure. Ce que vous mesurez est conservé et listé ici.</translation>
    </message>
    <message>
        <source>No run has this in its name or address.</source>
        <translation>Aucune mesure n’a cela dans son nom ou son adresse.</translation>
    </message>
    <message numerus="yes">
        <source>%n older run(s) are not listed.</source>
        <translation>
            <numerusform>%n mesure plus ancienne n’est pas listée.</numerusform>
            <numerusform>%n mesures plus anciennes ne sont pas listées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>En attente&#xa0;: %1</translation>
    </message>
    <message>
        <source>It runs when those before it have ended; Delete takes it out.</source>
        <translation>Elle part quand celles d’avant sont finies&#xa0;; Suppr l’en retire.</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>&amp;Monter</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>&amp;Descendre</translation>
    </message>
    <message>
        <source>&amp;Remove from the queue</source>
        <translation>&amp;Retirer de la file</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::SettingsPage</name>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation>La langue change au prochain démarrage du programme.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Same as the desktop</source>
        <translation>Comme le bureau</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>Results folder</source>
        <translation>Dossier des résultats</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Raccourcis</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Rétablir les valeurs d’origine</translation>
    </message>
    <message>
        <source>Saved endpoints and results are never touched.</source>
        <translation>Les points d’accès enregistrés et les résultats ne sont jamais touchés.</translation>
    </message>
    <message>
        <source>Restore the layout</source>
        <translation>Rétablir la disposition</translation>
    </message>
    <message>
        <source>Window, columns and charts as they were at first.</source>
        <translation>Fenêtre, colonnes et graphiques comme au premier jour.</translation>
    </message>
    <message>
        <source>Restore everything…</source>
        <translation>Tout rétablir…</translation>
    </message>
    <message>
        <source>Layout, form, presets, shortcuts and the settings of this page.</source>
        <translation>Disposition, formulaire, préréglages, raccourcis et réglages de cette page.</translation>
    </message>
    <message>
        <source>Restore everything?</source>
        <translation>Tout rétablir&#xa0;?</translation>
    </message>
    <message>
        <source>The form, your presets, shortcuts and settings go back to the defaults. This cannot be undone.</source>
        <translation>Le formulaire, vos préréglages, raccourcis et réglages reprennent leurs valeurs d’origine. C’est sans retour.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>File of the endpoints</source>
        <translation>Fichier des points d’accès</translation>
    </message>
    <message>
        <source>The command line reads the same file. It holds no keys.</source>
        <translation>La ligne de commande lit le même fichier. Il ne contient aucune clé.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>&amp;Résultats</translation>
    </message>
    <message>
        <source>&amp;Endpoints</source>
        <translation>&amp;Points d’accès</translation>
    </message>
    <message>
        <source>What the form of a new window holds. Endpoint and results folder stay.</source>
        <translation>Ce que contient le formulaire d’une nouvelle fenêtre. Le point d’accès et le dossier des résultats restent.</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Valeurs par défaut</translation>
    </message>
    <message>
        <source>The form &amp;starts with</source>
        <translation>Le formulaire &amp;commence par</translation>
    </message>
    <message>
        <source>The last values</source>
        <translation>Les dernières valeurs</translation>
    </message>
    <message>
        <source>Each run gets a folder of its own in here. Empty takes the folder of the user&apos;s data.</source>
        <translation>Chaque mesure y reçoit un dossier à elle. Vide&#xa0;: le dossier des données de l’utilisateur.</translation>
    </message>
    <message>
        <source>Tell the &amp;desktop when a long run has ended while another window is in front</source>
        <translation>Avertir le &amp;bureau quand une longue mesure s’est terminée derrière une autre fenêtre</translation>
    </message>
    <message>
        <source>Of a run of half a minute or more.</source>
        <translation>D’une mesure d’une demi-minute ou plus.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>How the program looks and speaks, and where it keeps things. What a run asks is on the run&apos;s form.</source>
        <translation>L’aspect et la langue du programme, et où il range les choses. Ce qu’une mesure demande est sur son formulaire.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::ShortcutEditor</name>
    <message>
        <source>Reset</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Raccourcis</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Raccourci</translation>
    </message>
    <message>
        <source>Shortcut of the chosen command</source>
        <translation>Raccourci de la commande choisie</translation>
    </message>
    <message>
        <source>Press the keys; the Backspace key takes the shortcut away.</source>
        <translation>Pressez les touches&#xa0;; la touche Retour arrière retire le raccourci.</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>Pressez les touches</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout rétablir</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”; take it away there first.</source>
        <translation>%1 appartient à «&#xa0;%2&#xa0;»&#xa0;; retirez-le d’abord là.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::Sidebar</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::SiteEditor</name>
    <message>
        <source>Sa&amp;ve</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>Discard c&amp;hanges</source>
        <translation>Abandonner les c&amp;hangements</translation>
    </message>
    <message>
        <source>Asks the site as it stands in the form whose credentials these are, or the machine what it is. Nothing is made.</source>
        <translation>Demande au site, tel qu’il est dans le formulaire, à qui sont ces identifiants, ou à la machine ce qu’elle est. Rien n’est créé.</translation>
    </message>
    <message>
        <source>What the test found</source>
        <translation>Ce que le test a trouvé</translation>
    </message>
    <message>
        <source>Another site has this name.</source>
        <translation>Un autre site porte ce nom.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>What it is called in deployments: letters, digits, - and _.</source>
        <translation>Son nom dans les déploiements&#xa0;: lettres, chiffres, - et _.</translation>
    </message>
    <message>
        <source>New site</source>
        <translation>Nouveau site</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Test credentials</source>
        <translation>&amp;Tester les identifiants</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Demande en cours…</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::SiteSecrets</name>
    <message>
        <source>Secrets</source>
        <translation>Secrets</translation>
    </message>
    <message>
        <source>Each is looked for in the keyring by its name, then in the environment.</source>
        <translation>Chacun est cherché par son nom dans le trousseau, puis dans l’environnement.</translation>
    </message>
    <message>
        <source>Keep %1 in the keyring</source>
        <translation>Garder %1 dans le trousseau</translation>
    </message>
    <message>
        <source>Take %1 out of the keyring</source>
        <translation>Retirer %1 du trousseau</translation>
    </message>
    <message>
        <source>The secret %1</source>
        <translation>Le secret %1</translation>
    </message>
    <message>
        <source>Paste or type it</source>
        <translation>Collez-le ou tapez-le</translation>
    </message>
    <message>
        <source>Type to replace</source>
        <translation>Tapez pour remplacer</translation>
    </message>
    <message>
        <source>In the keyring.</source>
        <translation>Dans le trousseau.</translation>
    </message>
    <message>
        <source>In the environment of this program.</source>
        <translation>Dans l’environnement de ce programme.</translation>
    </message>
    <message>
        <source>Neither in the keyring nor in the environment.</source>
        <translation>Ni dans le trousseau ni dans l’environnement.</translation>
    </message>
    <message>
        <source>Take %1 out of the keyring?</source>
        <translation>Retirer %1 du trousseau&#xa0;?</translation>
    </message>
    <message>
        <source>Every site and endpoint that names it loses it, and what runs there can only be ended with it. It cannot be had back from here.</source>
        <translation>Chaque site et chaque point d’accès qui le nomme le perd, et ce qui y tourne ne peut être arrêté qu’avec lui. Il ne peut pas être récupéré d’ici.</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Le retirer</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::SitesPane</name>
    <message>
        <source>Add a site</source>
        <translation>Ajouter un site</translation>
    </message>
    <message>
        <source>Duplicate the site</source>
        <translation>Dupliquer le site</translation>
    </message>
    <message>
        <source>Remove the site (Del)</source>
        <translation>Supprimer le site (Suppr)</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>A site is where machines are: a host over SSH, a board on the desk, an account at a cloud. Give it a name once (+), and choose it in deployments.</source>
        <translation>Un site est l’endroit où sont les machines&#xa0;: un hôte par SSH, une carte sur le bureau, un compte chez un fournisseur de cloud. Donnez-lui un nom une fois (+), et choisissez-le dans les déploiements.</translation>
    </message>
    <message>
        <source>Changes to the site “%1” were not saved.</source>
        <translation>Les changements du site «&#xa0;%1&#xa0;» n’ont pas été enregistrés.</translation>
    </message>
    <message>
        <source>B&amp;ring them back</source>
        <translation>Les &amp;reprendre</translation>
    </message>
    <message>
        <source>Removed the site “%1”. What it names in the keyring stays there.</source>
        <translation>Le site «&#xa0;%1&#xa0;» est supprimé. Ce qu’il nomme dans le trousseau y reste.</translation>
    </message>
    <message>
        <source>Und&amp;o</source>
        <translation>Annu&amp;ler</translation>
    </message>
    <message>
        <source>O&amp;ffers and prices</source>
        <translation>O&amp;ffres et prix</translation>
    </message>
    <message>
        <source>What these sites have now, and for what price</source>
        <translation>Ce que ces sites ont en ce moment, et à quel prix</translation>
    </message>
    <message>
        <source>None of these sites makes machines: add an account at a cloud.</source>
        <translation>Aucun de ces sites ne crée de machines&#xa0;: ajoutez un compte chez un fournisseur de cloud.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::StandingStrip</name>
    <message>
        <source>What runs or bills</source>
        <translation>Ce qui tourne ou se facture</translation>
    </message>
    <message>
        <source>Destroy</source>
        <translation>Détruire</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Afficher %1</translation>
    </message>
    <message>
        <source>Destroy %1</source>
        <translation>Détruire %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n autre</numerusform>
            <numerusform>%n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inferometer::ui::StatisticsModel</name>
    <message>
        <source>Metric</source>
        <translation>Grandeur</translation>
    </message>
    <message>
        <source>Every metric, in the order of the result files.</source>
        <translation>Toutes les grandeurs, dans l’ordre des fichiers de résultats.</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>moyenne</translation>
    </message>
    <message>
        <source>The mean of all values.</source>
        <translation>La moyenne de toutes les valeurs.</translation>
    </message>
    <message>
        <source>max</source>
        <translation>max</translation>
    </message>
    <message>
        <source>The largest value.</source>
        <translation>La plus grande valeur.</translation>
    </message>
    <message>
        <source>p50, 95&#xa0;%</source>
        <translation>p50, 95&#xa0;%</translation>
    </message>
    <message>
        <source>The median lies within it with 95&#xa0;% confidence. Those of the other percentiles stand in their tooltips and in the chart.</source>
        <translation>La médiane s’y trouve avec une confiance de 95&#xa0;%. Ceux des autres centiles sont dans leurs infobulles et dans le graphique.</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Values that are known: requests that ended ok, tokens or gaps.</source>
        <translation>Valeurs connues&#xa0;: requêtes réussies, jetons ou écarts.</translation>
    </message>
    <message>
        <source>Not exact</source>
        <translation>Non exact</translation>
    </message>
    <message>
        <source>Share of the values whose arrival is not known exactly, and how far such a value may be off at most.</source>
        <translation>Part des valeurs dont l’arrivée n’est pas connue exactement, et leur écart maximal.</translation>
    </message>
    <message>
        <source>Told when the run has ended.</source>
        <translation>Donné à la fin de la mesure.</translation>
    </message>
    <message>
        <source>95&#xa0;% interval of %1: %2</source>
        <translation>Intervalle à 95&#xa0;% de&#xa0;%1&#xa0;:&#xa0;%2</translation>
    </message>
    <message>
        <source>%1&#xa0;% of the values are at or below it.</source>
        <translation>%1&#xa0;% des valeurs y sont égales ou inférieures.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::StatisticsTable</name>
    <message>
        <source>Statistics</source>
        <translation>Statistiques</translation>
    </message>
    <message>
        <source>Copy the table as %1</source>
        <translation>Copier le tableau en&#xa0;%1</translation>
    </message>
    <message>
        <source>Copy rows as %1</source>
        <translation>Copier les lignes en&#xa0;%1</translation>
    </message>
    <message>
        <source>Restore default columns</source>
        <translation>Rétablir les colonnes par défaut</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::StatisticsView</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>Copier le tableau</translation>
    </message>
    <message>
        <source>No request of this run ended ok: there are no statistics.</source>
        <translation>Aucune requête de cette mesure n’a réussi&#xa0;: il n’y a pas de statistiques.</translation>
    </message>
    <message>
        <source>Statistics appear when the first request has ended.</source>
        <translation>Les statistiques apparaissent quand la première requête est terminée.</translation>
    </message>
    <message>
        <source>Latencies are of the requests that kept their time limit; %1 did not.</source>
        <translation>Les latences sont celles des requêtes qui ont respecté leur délai&#xa0;;&#xa0;%1 ne l’ont pas fait.</translation>
    </message>
    <message>
        <source>No request of the range %1 ended ok: there are no statistics.</source>
        <translation>Aucune requête de la plage %1 n’a réussi : il n’y a pas de statistiques.</translation>
    </message>
    <message>
        <source>Of the requests of the range %1</source>
        <translation>Des requêtes de la plage %1</translation>
    </message>
    <message>
        <source>Definitions</source>
        <translation>Définitions</translation>
    </message>
    <message>
        <source>The same requests, told by the definitions of another tool, under its names.</source>
        <translation>Les mêmes requêtes, dites selon les définitions d’un autre outil, sous ses noms.</translation>
    </message>
    <message>
        <source>By the formulas of %1</source>
        <translation>Selon les formules de %1</translation>
    </message>
    <message>
        <source>Copy the table as %1</source>
        <translation>Copier le tableau en&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::Transcript</name>
    <message>
        <source>Jump to the end</source>
        <translation>Aller à la fin</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>Questions et réponses</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::TurnBars</name>
    <message>
        <source>Turn %1: %2</source>
        <translation>Tour %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::TurnChart</name>
    <message>
        <source>Figure of each turn</source>
        <translation>Chiffre de chaque tour</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::Welcome</name>
    <message>
        <source>Nothing measured yet</source>
        <translation>Rien de mesuré encore</translation>
    </message>
    <message>
        <source>When a run starts, this area shows it live: progress, time to first token, inter-token time, output tokens a second, errors and the verdict on the measurement itself, with throughput over time and every single request as a bar across time.</source>
        <translation>Dès qu’une mesure commence, elle s’affiche ici en direct&#xa0;: l’avancement, le délai du premier jeton, le temps entre jetons, les jetons par seconde, les erreurs et le verdict sur la mesure elle-même, avec le débit au fil du temps et chaque requête comme une barre.</translation>
    </message>
    <message>
        <source>Fill in the form and press Run!, or try it now: the simulated endpoint answers inside this program, so nothing has to be installed and nothing leaves this computer.</source>
        <translation>Remplissez le formulaire et pressez «&#xa0;Lancer&#xa0;!&#xa0;», ou essayez tout de suite&#xa0;: le point d’accès simulé répond dans ce programme, rien n’est à installer et rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Run against the simulator</source>
        <translation>Mesurer le simulateur</translation>
    </message>
    <message>
        <source>Add an endpoint</source>
        <translation>Ajouter un point d’accès</translation>
    </message>
    <message>
        <source>Look for local servers</source>
        <translation>Chercher des serveurs</translation>
    </message>
</context>
<context>
    <name>inferometer::widgets::CommandPalette</name>
    <message>
        <source>Nothing matches.</source>
        <translation>Rien ne correspond.</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Trouvés</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>Chercher&#xa0;%1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a kind and its prefix</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>inferometer::widgets::CopyBox</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Copier le texte</translation>
    </message>
    <message>
        <source>Show the text</source>
        <translation>Montrer le texte</translation>
    </message>
    <message>
        <source>Fold the text away</source>
        <translation>Replier le texte</translation>
    </message>
</context>
<context>
    <name>inferometer::widgets::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>inferometer::widgets::SecretEdit</name>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Hide what was typed</source>
        <translation>Masquer ce qui a été tapé</translation>
    </message>
    <message>
        <source>Show what was typed</source>
        <translation>Montrer ce qui a été tapé</translation>
    </message>
</context>
<context>
    <name>inferometer::widgets::ThinProgress</name>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>%1 percent</source>
        <translation>%1 pour cent</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Occupé</translation>
    </message>
</context>
<context>
    <name>keyring</name>
    <message>
        <source>The keyring holds no key named “%1”; type the key again on the Endpoints page.</source>
        <translation>Le trousseau ne contient pas de clé nommée «&#xa0;%1&#xa0;»&#xa0;; tapez de nouveau la clé dans la page Points d’accès.</translation>
    </message>
    <message>
        <source>The keyring did not give access to the key “%1”; unlock it, or name an environment variable instead.</source>
        <translation>Le trousseau n’a pas donné accès à la clé «&#xa0;%1&#xa0;»&#xa0;; déverrouillez-le, ou nommez plutôt une variable d’environnement.</translation>
    </message>
    <message>
        <source>No keyring service answered; start one (GNOME Keyring, KWallet, KeePassXC), or name an environment variable instead.</source>
        <translation>Aucun service de trousseau n’a répondu&#xa0;; démarrez-en un (GNOME Keyring, KWallet, KeePassXC), ou nommez plutôt une variable d’environnement.</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>%1</source>
        <translation>«&#xa0;%1&#xa0;»</translation>
    </message>
</context>
<context>
    <name>metrics</name>
    <message>
        <source>Time to first token</source>
        <translation>Délai du premier jeton</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Time to first visible output</source>
        <translation>Délai de la première sortie visible</translation>
    </message>
    <message>
        <source>Time per output token</source>
        <translation>Temps par jeton de sortie</translation>
    </message>
    <message>
        <source>Inter-token latency</source>
        <translation>Latence entre jetons</translation>
    </message>
    <message>
        <source>Inter-chunk latency</source>
        <translation>Latence entre fragments</translation>
    </message>
    <message>
        <source>End-to-end latency</source>
        <translation>Latence de bout en bout</translation>
    </message>
    <message>
        <source>End-to-end latency from schedule</source>
        <translation>Latence de bout en bout depuis l’échéance</translation>
    </message>
    <message>
        <source>End of stream</source>
        <translation>Fin du flux</translation>
    </message>
    <message>
        <source>Queue time</source>
        <translation>Temps d’attente</translation>
    </message>
    <message>
        <source>Connect time</source>
        <translation>Temps de connexion</translation>
    </message>
    <message>
        <source>TLS handshake</source>
        <translation>Négociation TLS</translation>
    </message>
    <message>
        <source>Write time</source>
        <translation>Temps d’écriture</translation>
    </message>
    <message>
        <source>Output rate per request</source>
        <translation>Débit de sortie par requête</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>jet/s</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>Jetons d’entrée</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>jetons</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>Jetons de sortie</translation>
    </message>
    <message>
        <source>TTFT, kit&apos;s formula</source>
        <translation>TTFT, formule du kit</translation>
    </message>
    <message>
        <source>Latency, kit&apos;s formula</source>
        <translation>Latence, formule du kit</translation>
    </message>
    <message>
        <source>Output rate, kit&apos;s formula</source>
        <translation>Débit de sortie, formule du kit</translation>
    </message>
    <message>
        <source>Total rate, kit&apos;s formula</source>
        <translation>Débit total, formule du kit</translation>
    </message>
    <message>
        <source>From sending to the first chunk that carries generated payload.</source>
        <translation>De l’envoi au premier fragment qui porte du contenu généré.</translation>
    </message>
    <message>
        <source>From sending to the first content or tool call.</source>
        <translation>De l’envoi au premier contenu ou appel d’outil.</translation>
    </message>
    <message>
        <source>From the first chunk to the last, divided by the tokens streamed after the first chunk.</source>
        <translation>Du premier fragment au dernier, divisé par les jetons reçus après le premier fragment.</translation>
    </message>
    <message>
        <source>Gap between two chunks divided by the tokens of the later one; every token is a sample.</source>
        <translation>Écart entre deux fragments divisé par les jetons du second&#xa0;; chaque jeton est un échantillon.</translation>
    </message>
    <message>
        <source>Gap between two chunks; every gap is a sample.</source>
        <translation>Écart entre deux fragments&#xa0;; chaque écart est un échantillon.</translation>
    </message>
    <message>
        <source>From sending to the last token.</source>
        <translation>De l’envoi au dernier jeton.</translation>
    </message>
    <message>
        <source>From the moment the request was due to its last token.</source>
        <translation>Du moment où la requête devait partir à son dernier jeton.</translation>
    </message>
    <message>
        <source>From sending to the end of the response.</source>
        <translation>De l’envoi à la fin de la réponse.</translation>
    </message>
    <message>
        <source>From the moment the request was due to sending it.</source>
        <translation>Du moment où la requête devait partir à son envoi.</translation>
    </message>
    <message>
        <source>Opening the TCP connection; kept-alive connections have none.</source>
        <translation>Ouverture de la connexion TCP&#xa0;; les connexions maintenues n’en ont pas.</translation>
    </message>
    <message>
        <source>From the open connection to the end of the TLS handshake.</source>
        <translation>De la connexion ouverte à la fin de la négociation TLS.</translation>
    </message>
    <message>
        <source>From the first to the last byte of the request.</source>
        <translation>Du premier au dernier octet de la requête.</translation>
    </message>
    <message>
        <source>Tokens streamed after the first chunk over the time from the first chunk to the last.</source>
        <translation>Jetons reçus après le premier fragment, rapportés au temps du premier fragment au dernier.</translation>
    </message>
    <message>
        <source>As reported by the server, else as counted locally.</source>
        <translation>Selon le serveur, sinon comptés localement.</translation>
    </message>
    <message>
        <source>As reported by the server, else as counted in the stream.</source>
        <translation>Selon le serveur, sinon comptés dans le flux.</translation>
    </message>
    <message>
        <source>Time to first token; the whole latency when at most one chunk came.</source>
        <translation>Délai du premier jeton&#xa0;; toute la latence s’il est venu un fragment au plus.</translation>
    </message>
    <message>
        <source>All output tokens over the latency after the first token.</source>
        <translation>Tous les jetons de sortie, rapportés à la latence après le premier jeton.</translation>
    </message>
    <message>
        <source>Prompt and output tokens, counted locally, over the whole latency.</source>
        <translation>Jetons du prompt et de sortie, comptés localement, rapportés à toute la latence.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Measured requests that were begun.</source>
        <translation>Requêtes mesurées qui ont été commencées.</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Réussies</translation>
    </message>
    <message>
        <source>Requests that ended ok.</source>
        <translation>Requêtes terminées avec succès.</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échouées</translation>
    </message>
    <message>
        <source>Measured requests that ended neither ok nor cancelled; those of warm-up and cool-down are in no figure.</source>
        <translation>Requêtes mesurées qui n’ont fini ni bien ni annulées&#xa0;; celles de l’échauffement et du refroidissement ne sont dans aucun chiffre.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulées</translation>
    </message>
    <message>
        <source>Requests that were cut by Stop, the timeout or the grace period.</source>
        <translation>Requêtes coupées par l’arrêt, la limite de temps ou le délai de grâce.</translation>
    </message>
    <message>
        <source>Never sent</source>
        <translation>Jamais envoyées</translation>
    </message>
    <message>
        <source>The run ended before their turn.</source>
        <translation>La mesure s’est terminée avant leur tour.</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>Taux d’erreur</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Failed requests among the measured ones.</source>
        <translation>Requêtes échouées parmi celles mesurées.</translation>
    </message>
    <message>
        <source>Request rate</source>
        <translation>Débit de requêtes</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>Requests that end ok, a second: those in flight over the mean time in flight.</source>
        <translation>Requêtes réussies par seconde&#xa0;: celles en cours divisées par leur durée moyenne en cours.</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>Vagues</translation>
    </message>
    <message>
        <source>Requests that ended for each that was in flight at once.</source>
        <translation>Requêtes terminées pour chacune de celles en cours à la fois.</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Débit de sortie</translation>
    </message>
    <message>
        <source>Tokens that arrived inside the measured window, a second.</source>
        <translation>Jetons arrivés dans la fenêtre mesurée, par seconde.</translation>
    </message>
    <message>
        <source>Input rate</source>
        <translation>Débit d’entrée</translation>
    </message>
    <message>
        <source>Tokens of the prompts of requests that end ok, a second.</source>
        <translation>Jetons des prompts de requêtes réussies, par seconde.</translation>
    </message>
    <message>
        <source>Total rate</source>
        <translation>Débit total</translation>
    </message>
    <message>
        <source>Input rate and output rate together.</source>
        <translation>Débits d’entrée et de sortie ensemble.</translation>
    </message>
    <message>
        <source>Goodput</source>
        <translation>Débit utile</translation>
    </message>
    <message>
        <source>Requests that kept every limit, among those due.</source>
        <translation>Requêtes qui ont tenu toutes les limites, parmi celles dues.</translation>
    </message>
    <message>
        <source>Goodput rate</source>
        <translation>Débit utile de requêtes</translation>
    </message>
    <message>
        <source>Requests that kept every limit, a second.</source>
        <translation>Requêtes qui ont tenu toutes les limites, par seconde.</translation>
    </message>
    <message>
        <source>In flight, mean</source>
        <translation>En cours, moyenne</translation>
    </message>
    <message>
        <source>Time-weighted, while there was work for every stream.</source>
        <translation>Pondérée par le temps, tant qu’il y avait du travail pour chaque flux.</translation>
    </message>
    <message>
        <source>In flight, peak</source>
        <translation>En cours, maximum</translation>
    </message>
    <message>
        <source>The most requests in flight at once.</source>
        <translation>Le plus grand nombre de requêtes en cours à la fois.</translation>
    </message>
    <message>
        <source>Of requests that ended ok.</source>
        <translation>Des requêtes réussies.</translation>
    </message>
    <message>
        <source>Cached input tokens</source>
        <translation>Jetons d’entrée en cache</translation>
    </message>
    <message>
        <source>Input tokens that the server had in its cache.</source>
        <translation>Jetons d’entrée que le serveur avait en cache.</translation>
    </message>
    <message>
        <source>Hidden reasoning tokens</source>
        <translation>Jetons de raisonnement cachés</translation>
    </message>
    <message>
        <source>Reasoning that the server counted and never showed; it is in no rate.</source>
        <translation>Raisonnement compté par le serveur et jamais montré&#xa0;; il n’est dans aucun débit.</translation>
    </message>
    <message>
        <source>Off the asked length</source>
        <translation>Écart à la longueur demandée</translation>
    </message>
    <message>
        <source>Mean distance of answers from the length asked for.</source>
        <translation>Écart moyen des réponses à la longueur demandée.</translation>
    </message>
    <message>
        <source>Measured window, start</source>
        <translation>Fenêtre mesurée, début</translation>
    </message>
    <message>
        <source>Since the start of the run.</source>
        <translation>Depuis le début de la mesure.</translation>
    </message>
    <message>
        <source>Measured window, length</source>
        <translation>Fenêtre mesurée, durée</translation>
    </message>
    <message>
        <source>Rates are of this window.</source>
        <translation>Les débits sont ceux de cette fenêtre.</translation>
    </message>
    <message>
        <source>Measured span</source>
        <translation>Étendue mesurée</translation>
    </message>
    <message>
        <source>What measured requests cover, drain included.</source>
        <translation>Ce que couvrent les requêtes mesurées, vidange comprise.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Échauffement</translation>
    </message>
    <message>
        <source>Cool-down</source>
        <translation>Refroidissement</translation>
    </message>
    <message>
        <source>Requests that were sent and enter no figure.</source>
        <translation>Requêtes envoyées qui n’entrent dans aucun chiffre.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Opened during the run.</source>
        <translation>Ouvertes pendant la mesure.</translation>
    </message>
    <message>
        <source>Stale connections</source>
        <translation>Connexions périmées</translation>
    </message>
    <message>
        <source>Kept-alive ones the server had closed; their requests were sent again.</source>
        <translation>Connexions maintenues que le serveur avait fermées&#xa0;; leurs requêtes ont été renvoyées.</translation>
    </message>
    <message>
        <source>Retries after 429</source>
        <translation>Nouveaux essais après 429</translation>
    </message>
    <message>
        <source>They keep the time at which the request was due.</source>
        <translation>Ils gardent le moment où la requête était due.</translation>
    </message>
    <message>
        <source>no steady rate</source>
        <translation>débit non établi</translation>
    </message>
    <message>
        <source>Fewer than three waves of requests: the rate rests on the edges of the run, give it more requests.</source>
        <translation>Moins de trois vagues de requêtes&#xa0;: le débit repose sur les bords de la mesure, donnez-lui plus de requêtes.</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>estimation</translation>
    </message>
    <message>
        <source>The server says no token counts, 1 token a chunk is assumed.</source>
        <translation>Le serveur ne dit aucun nombre de jetons, 1 jeton par fragment est supposé.</translation>
    </message>
    <message>
        <source>Switching time, inferred</source>
        <translation>Temps de bascule, déduit</translation>
    </message>
    <message>
        <source>Extra TTFT of the first request, as the server tells it: by more than mean + 3 deviations of the others.</source>
        <translation>Excédent de TTFT de la première requête, selon le serveur : plus que la moyenne + 3 écarts-types des autres.</translation>
    </message>
    <message>
        <source>Batch size, inferred</source>
        <translation>Taille de lot, déduite</translation>
    </message>
    <message>
        <source>Ok requests that end in a row with the very same server TTFT ran together: the next power of two that most were in.</source>
        <translation>Les requêtes réussies qui finissent à la suite avec exactement le même TTFT du serveur allaient ensemble : la puissance de deux suivante, pour la plupart d’entre elles.</translation>
    </message>
    <message>
        <source>Time to first token from schedule</source>
        <translation>Temps jusqu’au premier jeton depuis l’échéance</translation>
    </message>
    <message>
        <source>From the moment the schedule made the request due to its first token.</source>
        <translation>Du moment où le calendrier a fait échoir la requête à son premier jeton.</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Prévues</translation>
    </message>
    <message>
        <source>Measured requests of the schedule.</source>
        <translation>Requêtes mesurées du calendrier.</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquantes</translation>
    </message>
    <message>
        <source>Planned requests of which not a byte was sent: the run ended before their turn, or no connection came about.</source>
        <translation>Requêtes prévues dont pas un octet n’est parti&#xa0;: la mesure a fini avant leur tour, ou aucune connexion n’a abouti.</translation>
    </message>
    <message>
        <source>Sent rate</source>
        <translation>Débit envoyé</translation>
    </message>
    <message>
        <source>Requests sent, a second: their number less one over the time from the first to the last.</source>
        <translation>Requêtes envoyées par seconde&#xa0;: leur nombre moins un sur le temps de la première à la dernière.</translation>
    </message>
    <message>
        <source>Due rate</source>
        <translation>Débit échu</translation>
    </message>
    <message>
        <source>The same of the moments at which the schedule made them due.</source>
        <translation>De même pour les moments où le calendrier les a fait échoir.</translation>
    </message>
    <message>
        <source>Lateness, p50</source>
        <translation>Retard, p50</translation>
    </message>
    <message>
        <source>From the moment the schedule, and a cap on requests in flight, let a request go until this client began to send it or to connect.</source>
        <translation>Du moment où le calendrier, et un plafond de requêtes en cours, ont laissé partir une requête jusqu’à ce que ce client commence à l’envoyer ou à se connecter.</translation>
    </message>
    <message>
        <source>Lateness, p99</source>
        <translation>Retard, p99</translation>
    </message>
    <message>
        <source>The same; 99 of 100 requests were taken up sooner.</source>
        <translation>De même&#xa0;; 99 requêtes sur 100 ont été prises plus tôt.</translation>
    </message>
    <message>
        <source>Lateness, max</source>
        <translation>Retard, max</translation>
    </message>
    <message>
        <source>The same, of the latest request.</source>
        <translation>De même, pour la requête la plus en retard.</translation>
    </message>
    <message>
        <source>Dispersion, sent</source>
        <translation>Dispersion, envoyé</translation>
    </message>
    <message>
        <source>Variance to mean of the requests sent in windows that are meant to have 10: 1 for a Poisson process, 0 for a constant one, more in bursts.</source>
        <translation>Variance sur moyenne des requêtes envoyées par fenêtre qui doit en avoir 10&#xa0;: 1 pour un processus de Poisson, 0 pour un constant, plus en rafales.</translation>
    </message>
    <message>
        <source>Dispersion, due</source>
        <translation>Dispersion, échu</translation>
    </message>
    <message>
        <source>The same of the moments at which they were due.</source>
        <translation>De même pour les moments où elles étaient échues.</translation>
    </message>
    <message>
        <source>Dispersion of a Poisson process, from</source>
        <translation>Dispersion d’un processus de Poisson, de</translation>
    </message>
    <message>
        <source>Dispersion of a Poisson process, to</source>
        <translation>Dispersion d’un processus de Poisson, à</translation>
    </message>
    <message>
        <source>Autocorrelation, sent</source>
        <translation>Autocorrélation, envoyé</translation>
    </message>
    <message>
        <source>Of each gap between requests sent and the next one: 0 where gaps know nothing of each other.</source>
        <translation>De chaque écart entre requêtes envoyées avec le suivant&#xa0;: 0 où les écarts ne savent rien les uns des autres.</translation>
    </message>
    <message>
        <source>Autocorrelation, due</source>
        <translation>Autocorrélation, échu</translation>
    </message>
    <message>
        <source>Autocorrelation of independent gaps, from</source>
        <translation>Autocorrélation d’écarts indépendants, de</translation>
    </message>
    <message>
        <source>Autocorrelation of independent gaps, to</source>
        <translation>Autocorrélation d’écarts indépendants, à</translation>
    </message>
    <message>
        <source>95 of 100 runs of a Poisson process lie between it and the next figure.</source>
        <translation>95 mesures sur 100 d’un processus de Poisson sont entre ce chiffre et le suivant.</translation>
    </message>
    <message>
        <source>The other end of that range.</source>
        <translation>L’autre bout de cet intervalle.</translation>
    </message>
    <message>
        <source>95 of 100 runs with independent gaps lie between it and the next figure.</source>
        <translation>95 mesures sur 100 à écarts indépendants sont entre ce chiffre et le suivant.</translation>
    </message>
    <message>
        <source>|Expected - generated|</source>
        <translation>|Attendu - généré|</translation>
    </message>
    <message>
        <source>Mean distance between the output tokens that a request asked for and those the server says it generated.</source>
        <translation>Écart moyen entre les jetons de sortie qu’une requête a demandés et ceux que le serveur dit avoir générés.</translation>
    </message>
    <message>
        <source>Network and front end</source>
        <translation>Réseau et frontal</translation>
    </message>
    <message>
        <source>Time to first token less the server&apos;s own, which counts from the request&apos;s arrival there.</source>
        <translation>Délai du premier jeton moins celui du serveur, qui compte dès l’arrivée de la requête chez lui.</translation>
    </message>
    <message>
        <source>Unexplained TTFT</source>
        <translation>TTFT inexpliqué</translation>
    </message>
    <message>
        <source>What is left of the time to first token without the parts that the server tells.</source>
        <translation>Ce qui reste du délai du premier jeton sans les parts que le serveur indique.</translation>
    </message>
    <message>
        <source>Client queue</source>
        <translation>File du client</translation>
    </message>
    <message>
        <source>Due, and waiting for a free stream of this client.</source>
        <translation>Due, en attente d’un flux libre de ce client.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Name, TCP connection, proxy and TLS; a kept-alive connection has none.</source>
        <translation>Nom, connexion TCP, proxy et TLS&#xa0;; une connexion maintenue n’en a pas.</translation>
    </message>
    <message>
        <source>Server queue</source>
        <translation>File du serveur</translation>
    </message>
    <message>
        <source>From the request&apos;s arrival to its being scheduled, as the server tells it.</source>
        <translation>De l’arrivée de la requête à son ordonnancement, selon le serveur.</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Préremplissage</translation>
    </message>
    <message>
        <source>From being scheduled to the first token, as the server tells it.</source>
        <translation>De l’ordonnancement au premier jeton, selon le serveur.</translation>
    </message>
    <message>
        <source>Unexplained</source>
        <translation>Inexpliqué</translation>
    </message>
    <message>
        <source>Steady from</source>
        <translation>Régime établi à partir de</translation>
    </message>
    <message>
        <source>Since the start of the run: behind the transient of TTFT and of TPOT (MSER-5), where neither drifts any more.</source>
        <translation>Depuis le début de la mesure&#xa0;: après le régime transitoire du TTFT et du TPOT (MSER-5), là où aucun des deux ne dérive plus.</translation>
    </message>
    <message>
        <source>Drift of TTFT</source>
        <translation>Dérive du TTFT</translation>
    </message>
    <message>
        <source>Its change over the run, behind the transient, as a share of its mean there.</source>
        <translation>Sa variation au cours de la mesure, après le régime transitoire, rapportée à sa moyenne sur cette partie.</translation>
    </message>
    <message>
        <source>Drift of TPOT</source>
        <translation>Dérive du TPOT</translation>
    </message>
    <message>
        <source>The same of the time per output token.</source>
        <translation>De même pour le temps par jeton de sortie.</translation>
    </message>
    <message>
        <source>drifting</source>
        <translation>en dérive</translation>
    </message>
    <message>
        <source>It still changed while it was measured, by 99 % confidence: give the run more time or less load.</source>
        <translation>Il changeait encore pendant qu’il était mesuré, avec une confiance de 99&#xa0;%&#xa0;: donnez à la mesure plus de temps ou moins de charge.</translation>
    </message>
    <message>
        <source>not shown to be steady</source>
        <translation>régime établi non démontré</translation>
    </message>
    <message>
        <source>A drift of a tenth could hide in the scatter of so few requests: give the run more of them.</source>
        <translation>Une dérive d’un dixième pourrait se cacher dans la dispersion de si peu de requêtes&#xa0;: donnez-en davantage à la mesure.</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Synthetic</source>
        <translation>Synthétique</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Mesurer</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>Points d’accès</translation>
    </message>
    <message>
        <source>Synthetic evaluation</source>
        <translation>Évaluation synthétique</translation>
    </message>
    <message>
        <source>Prompts of an exact length, a fixed number of streams.</source>
        <translation>Des prompts d’une longueur exacte, un nombre fixe de flux.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Cibles</translation>
    </message>
    <message>
        <source>Real workload evaluation</source>
        <translation>Évaluation à charge réelle</translation>
    </message>
    <message>
        <source>Requests by a schedule, whether others have ended or not.</source>
        <translation>Des requêtes selon un calendrier, que d’autres soient finies ou non.</translation>
    </message>
    <message>
        <source>Real workload</source>
        <translation>Charge réelle</translation>
    </message>
    <message>
        <source>Custom dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>The prompts of a file of yours, a fixed number of streams.</source>
        <translation>Les prompts de votre fichier, un nombre fixe de flux.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Provisioning</source>
        <translation>Provisionnement</translation>
    </message>
</context>
<context>
    <name>palette</name>
    <message>
        <source>a command</source>
        <translation>une commande</translation>
    </message>
    <message>
        <source>a field</source>
        <translation>un champ</translation>
    </message>
    <message>
        <source>a saved run</source>
        <translation>une mesure enregistrée</translation>
    </message>
</context>
<context>
    <name>phases</name>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Due, and waiting for a free stream of ours.</source>
        <translation>Due, en attente d’un flux libre du client.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Name, TCP connection and proxy; a kept-alive connection has none.</source>
        <translation>Nom, connexion TCP et proxy&#xa0;; une connexion gardée ouverte n’en a pas.</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>The TLS handshake.</source>
        <translation>La négociation TLS.</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>From the first to the last byte of the request.</source>
        <translation>Du premier au dernier octet de la requête.</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Attente</translation>
    </message>
    <message>
        <source>From the written request to the first token: the server&apos;s queue and prefill.</source>
        <translation>De la requête écrite au premier jeton&#xa0;: file et préremplissage du serveur.</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>Reasoning tokens, before the first visible output.</source>
        <translation>Jetons de raisonnement, avant la première sortie visible.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Jetons</translation>
    </message>
    <message>
        <source>From the first to the last token of the visible output.</source>
        <translation>Du premier au dernier jeton de la sortie visible.</translation>
    </message>
    <message>
        <source>Usage, end</source>
        <translation>Usage, fin</translation>
    </message>
    <message>
        <source>After the last token: usage figures and the end of the stream.</source>
        <translation>Après le dernier jeton&#xa0;: décompte d’usage et fin du flux.</translation>
    </message>
</context>
<context>
    <name>plots</name>
    <message>
        <source>Output throughput over time</source>
        <translation>Débit de sortie au fil du temps</translation>
    </message>
    <message>
        <source>LLM requests across time</source>
        <translation>Requêtes LLM au fil du temps</translation>
    </message>
    <message>
        <source>tokens / s</source>
        <translation>jetons / s</translation>
    </message>
    <message>
        <source>all streams, mean of 1 s</source>
        <translation>tous les flux, moyenne sur 1 s</translation>
    </message>
    <message>
        <source>Output throughput: %1 tokens a second now, %2 at most.</source>
        <translation>Débit de sortie&#xa0;:&#xa0;%1 jetons par seconde maintenant,&#xa0;%2 au plus.</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>requêtes</translation>
    </message>
    <message>
        <source>sent and not ended</source>
        <translation>envoyées et non terminées</translation>
    </message>
    <message>
        <source>Seconds since start</source>
        <translation>Secondes depuis le début</translation>
    </message>
    <message>
        <source>Tokens / s × batch size</source>
        <translation>Jetons / s × taille de lot</translation>
    </message>
    <message>
        <source>mean while decoding; no total</source>
        <translation>moyenne pendant le décodage&#xa0;; pas un total</translation>
    </message>
    <message>
        <source>%1 tokens / s</source>
        <translation>%1 jetons / s</translation>
    </message>
    <message>
        <source>p5, median, p95</source>
        <translation>p5, médiane, p95</translation>
    </message>
    <message>
        <source>median %1 %4, p5 to p95 %2 to %3 %4</source>
        <translation>médiane %1 %4, p5 à p95 de %2 à %3 %4</translation>
    </message>
    <message>
        <source>not reported
by the server</source>
        <translation>non fourni
par le serveur</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>n. d.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Taille de lot</translation>
    </message>
    <message>
        <source>not reported</source>
        <translation>non fourni</translation>
    </message>
    <message>
        <source>Batch size not reported</source>
        <translation>Taille de lot non fournie</translation>
    </message>
    <message>
        <source>Batch size %1</source>
        <translation>Taille de lot %1</translation>
    </message>
    <message>
        <source>No request has succeeded yet.</source>
        <translation>Aucune requête n’a encore réussi.</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>Distribution of TTFT</source>
        <translation>Distribution du TTFT</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source>Distribution of latency</source>
        <translation>Distribution de la latence</translation>
    </message>
    <message>
        <source>ITL</source>
        <translation>ITL</translation>
    </message>
    <message>
        <source>Distribution of ITL</source>
        <translation>Distribution de l’ITL</translation>
    </message>
    <message>
        <source>at or below</source>
        <translation>part cumulée</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>histogramme</translation>
    </message>
    <message>
        <source>SLO %1</source>
        <translation>SLO %1</translation>
    </message>
    <message>
        <source>%1 met by %2</source>
        <translation>%1 tenu par %2</translation>
    </message>
    <message>
        <source>%1: half at or below %2, 95&#xa0;% at or below %3, all %4.</source>
        <translation>%1&#xa0;: la moitié à %2 ou moins, 95&#xa0;% à %3 ou moins, le tout à %4 ou moins.</translation>
    </message>
    <message>
        <source>%1 at or below</source>
        <translation>%1 à cette valeur ou moins</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 de %2 à %3</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>Nothing was measured yet.</source>
        <translation>Rien n’a encore été mesuré.</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Délai du premier jeton</translation>
    </message>
    <message>
        <source>End-to-end latency</source>
        <translation>Latence de bout en bout</translation>
    </message>
    <message>
        <source>Distribution of latencies</source>
        <translation>Distribution des latences</translation>
    </message>
    <message>
        <source>Requests in flight and failed</source>
        <translation>Requêtes en cours et en échec</translation>
    </message>
    <message>
        <source>Decode rate × batch size</source>
        <translation>Débit de décodage × taille de lot</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Sortie</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>failed / s</source>
        <translation>échecs / s</translation>
    </message>
    <message>
        <source>Requests in flight: %1 now, %2 at most. Failed a second: %3 now, %4 at most.</source>
        <translation>Requêtes en cours&#xa0;: %1 maintenant, %2 au plus. Échecs par seconde&#xa0;: %3 maintenant, %4 au plus.</translation>
    </message>
    <message>
        <source>Output throughput</source>
        <translation>Débit de sortie</translation>
    </message>
    <message>
        <source>TTFT by batch size</source>
        <translation>TTFT selon la taille de lot</translation>
    </message>
    <message>
        <source>E2E latency by batch size</source>
        <translation>Latence E2E selon la taille de lot</translation>
    </message>
    <message>
        <source>Output rate by batch size</source>
        <translation>Débit selon la taille de lot</translation>
    </message>
    <message>
        <source>TTFT (%1), per request</source>
        <translation>TTFT (%1), par requête</translation>
    </message>
    <message>
        <source>Latency (%1), per request</source>
        <translation>Latence (%1), par requête</translation>
    </message>
    <message>
        <source>%1, per request</source>
        <translation>%1, par requête</translation>
    </message>
    <message>
        <source>At or below (%)</source>
        <translation>Part jusque-là (%)</translation>
    </message>
    <message>
        <source>Per bar (%)</source>
        <translation>Par barre (%)</translation>
    </message>
    <message>
        <source>E2E latency</source>
        <translation>Latence E2E</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Débit de sortie</translation>
    </message>
    <message>
        <source>Output rate per request</source>
        <translation>Débit de sortie par requête</translation>
    </message>
    <message>
        <source>Ctrl + wheel zooms, dragging moves, a double click enlarges</source>
        <translation>Ctrl + molette : zoom ; glisser : déplacer ; double clic : agrandir</translation>
    </message>
    <message>
        <source>Share at or below (%)</source>
        <translation>Part égale ou inférieure (%)</translation>
    </message>
    <message>
        <source>95&#xa0;% interval</source>
        <translation>intervalle à 95&#xa0;%</translation>
    </message>
    <message>
        <source>No value is known yet.</source>
        <translation>Aucune valeur n’est encore connue.</translation>
    </message>
    <message>
        <source>%1: from %2 to %3; %4.</source>
        <translation>%1&#xa0;: de&#xa0;%2 à&#xa0;%3&#xa0;;&#xa0;%4.</translation>
    </message>
    <message>
        <source>Since the request was sent (%1)</source>
        <translation>Depuis l’envoi de la requête (%1)</translation>
    </message>
    <message>
        <source>Gap before (%1)</source>
        <translation>Écart précédent (%1)</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation>raisonnement</translation>
    </message>
    <message>
        <source>No gaps between chunks are known.</source>
        <translation>Aucun écart entre fragments n’est connu.</translation>
    </message>
    <message>
        <source>%1 gaps between chunks: half at or below %2, the longest %3, %4 after sending.</source>
        <translation>%1 écarts entre fragments&#xa0;: la moitié au plus %2, le plus long %3, %4 après l’envoi.</translation>
    </message>
    <message>
        <source>chunk %1, %2 token(s)</source>
        <translation>fragment %1, %2 jeton(s)</translation>
    </message>
    <message>
        <source>%1 after the one before</source>
        <translation>%1 après le précédent</translation>
    </message>
    <message>
        <source>Shift + dragging selects a range, dragging moves, Ctrl + wheel zooms, Home shows everything, a double click enlarges</source>
        <translation>Maj + glisser : choisir une plage ; glisser : déplacer ; Ctrl + molette : zoom ; Début : tout montrer ; double clic : agrandir</translation>
    </message>
    <message>
        <source>Select what is in view as a &amp;range</source>
        <translation>Choisir ce qui est visible comme &amp;plage</translation>
    </message>
    <message>
        <source>E&amp;nd the range</source>
        <translation>&amp;Quitter la plage</translation>
    </message>
    <message>
        <source>Half of the requests waited no longer than this</source>
        <translation>La moitié des requêtes n’a pas attendu plus longtemps</translation>
    </message>
    <message>
        <source>Half of the requests took no longer than this</source>
        <translation>La moitié des requêtes n’a pas duré plus longtemps</translation>
    </message>
    <message>
        <source>Half of the tokens came no later after the one before</source>
        <translation>La moitié des jetons est venue dans ce délai après le précédent</translation>
    </message>
    <message>
        <source>The higher a bar, the more values lie there</source>
        <translation>Plus une barre est haute, plus il y a de valeurs à cet endroit</translation>
    </message>
    <message>
        <source>Tokens of all streams together, each second</source>
        <translation>Jetons de tous les flux ensemble, par seconde</translation>
    </message>
    <message>
        <source>This many requests are open at once</source>
        <translation>Nombre de requêtes ouvertes à la fois</translation>
    </message>
    <message>
        <source>not reported yet</source>
        <translation>pas encore fourni</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 requête</numerusform>
            <numerusform>%1 requêtes</numerusform>
        </translation>
    </message>
    <message>
        <source>Where the TTFT goes</source>
        <translation>Où passe le TTFT</translation>
    </message>
    <message>
        <source>Client
queue</source>
        <translation>File du
client</translation>
    </message>
    <message>
        <source>Con-
nect</source>
        <translation>Con-
nexion</translation>
    </message>
    <message>
        <source>Net-
work</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Server
queue</source>
        <translation>File du
serveur</translation>
    </message>
    <message>
        <source>Pre-
fill</source>
        <translation>Pré-
rempl.</translation>
    </message>
    <message>
        <source>Unex-
plained</source>
        <translation>Inex-
pliqué</translation>
    </message>
    <message>
        <source>Part of the TTFT (%1)</source>
        <translation>Part du TTFT (%1)</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>Quick look</source>
        <translation>Coup d’œil</translation>
    </message>
    <message>
        <source>Latency at 1 stream</source>
        <translation>Latence à 1 flux</translation>
    </message>
    <message>
        <source>Throughput sweep point</source>
        <translation>Point d’un balayage de débit</translation>
    </message>
    <message>
        <source>Long prompts</source>
        <translation>Longs prompts</translation>
    </message>
    <message>
        <source>Long answers</source>
        <translation>Longues réponses</translation>
    </message>
    <message>
        <source>Users who come by chance</source>
        <translation>Utilisateurs au hasard</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>Par rafales</translation>
    </message>
    <message>
        <source>Ramp to the limit</source>
        <translation>Rampe jusqu’à la limite</translation>
    </message>
    <message>
        <source>Dynamic batching speed</source>
        <translation>Vitesse du regroupement dynamique</translation>
    </message>
    <message>
        <source>High input and output tokens</source>
        <translation>Entrées et sorties longues</translation>
    </message>
    <message>
        <source>Many concurrent requests</source>
        <translation>Beaucoup de requêtes simultanées</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>encore environ&#xa0;%1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>encore environ&#xa0;%1 min</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 sur %Ln requête</numerusform>
            <numerusform>%1 sur %Ln requêtes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 elapsed</source>
        <translation>%1 écoulées</translation>
    </message>
    <message>
        <source>stopping, %1 in flight</source>
        <translation>arrêt,&#xa0;%1 en cours</translation>
    </message>
</context>
<context>
    <name>prompts</name>
    <message numerus="yes">
        <source>About %Ln token(s)</source>
        <translation>
            <numerusform>Environ %Ln jeton</numerusform>
            <numerusform>Environ %Ln jetons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>provision</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>What the deployment is called: letters, digits, - and _.</source>
        <translation>Le nom du déploiement&#xa0;: lettres, chiffres, - et _.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Where the machine is, or is made.</source>
        <translation>Où la machine se trouve, ou est créée.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>What serves the model.</source>
        <translation>Ce qui sert le modèle.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>A file on the machine, or a name that the engine knows.</source>
        <translation>Un fichier sur la machine, ou un nom que le moteur connaît.</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Nom du modèle</translation>
    </message>
    <message>
        <source>What the endpoint calls it.</source>
        <translation>Le nom que lui donne le point d’accès.</translation>
    </message>
    <message>
        <source>that of its file</source>
        <translation>celui de son fichier</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Where the engine is, if not on the machine&apos;s PATH.</source>
        <translation>Où est le moteur, s’il n’est pas dans le PATH de la machine.</translation>
    </message>
    <message>
        <source>found by its name</source>
        <translation>trouvé par son nom</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>1 to 65535.</source>
        <translation>1 à 65535.</translation>
    </message>
    <message>
        <source>a free one</source>
        <translation>un port libre</translation>
    </message>
    <message>
        <source>Ends itself after</source>
        <translation>S’arrête de lui-même après</translation>
    </message>
    <message>
        <source>So long after its start it ends itself, whatever became of this program: 90s, 10m, 2h, 1d.</source>
        <translation>Ce temps après son démarrage, il s’arrête de lui-même, quoi qu’il soit advenu de ce programme&#xa0;: 90s, 10m, 2h, 1d.</translation>
    </message>
    <message>
        <source>Ready within</source>
        <translation>Prêt en moins de</translation>
    </message>
    <message>
        <source>How long it may take to answer as a ready endpoint.</source>
        <translation>Le temps qu’il peut prendre pour répondre en point d’accès prêt.</translation>
    </message>
    <message>
        <source>Silent for at most</source>
        <translation>Silence d’au plus</translation>
    </message>
    <message>
        <source>Without a new line in the engine&apos;s log.</source>
        <translation>Sans nouvelle ligne dans le journal du moteur.</translation>
    </message>
    <message>
        <source>Run file</source>
        <translation>Fichier de mesure</translation>
    </message>
    <message>
        <source>What `run` measures on the command line, beside the deployment&apos;s file.</source>
        <translation>Ce que `run` mesure en ligne de commande, à côté du fichier du déploiement.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Its name is “%1”, but its folder is called “%2”; make them the same.</source>
        <translation>Son nom est «&#xa0;%1&#xa0;», mais son dossier s’appelle «&#xa0;%2&#xa0;»&#xa0;; donnez-leur le même nom.</translation>
    </message>
    <message>
        <source>Validate</source>
        <translation>Valider</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Identifiants</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Déployer</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Mesurer</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Destroy</source>
        <translation>Détruire</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>inutile</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>pas encore</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Inutilisable</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Destroying…</source>
        <translation>Destruction…</translation>
    </message>
    <message>
        <source>Coming up…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Begun, not ready</source>
        <translation>Commencé, pas prêt</translation>
    </message>
    <message>
        <source>Orphaned</source>
        <translation>Orphelin</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>Rien ne tourne</translation>
    </message>
    <message>
        <source>It was begun and never became an endpoint. Up ends it and begins anew.</source>
        <translation>Il a été commencé et n’est jamais devenu un point d’accès. «&#xa0;Démarrer&#xa0;» y met fin et recommence.</translation>
    </message>
    <message>
        <source>It runs, but the ledger does not know it or calls it gone. It bears a name of ours: Destroy ends it.</source>
        <translation>Il tourne, mais le registre ne le connaît pas ou le dit disparu. Il porte un nom à nous&#xa0;: «&#xa0;Détruire&#xa0;» y met fin.</translation>
    </message>
    <message>
        <source>Gone: nothing of it runs, which was looked at twice.</source>
        <translation>Disparu&#xa0;: rien n’en tourne, ce qui a été vérifié deux fois.</translation>
    </message>
    <message>
        <source>d</source>
        <translation>j</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>depuis %1</translation>
    </message>
    <message>
        <source>%1 an hour · %2 so far</source>
        <translation>%1 de l’heure · %2 jusqu’ici</translation>
    </message>
    <message>
        <source>%1/h</source>
        <translation>%1/h</translation>
    </message>
    <message>
        <source>Its end is not known.</source>
        <translation>Sa fin n’est pas connue.</translation>
    </message>
    <message>
        <source>Ends itself in %1.</source>
        <translation>S’arrête de lui-même dans %1.</translation>
    </message>
    <message>
        <source>Should have ended %1 ago.</source>
        <translation>Aurait dû s’arrêter il y a %1.</translation>
    </message>
    <message>
        <source>Destroy %1?</source>
        <translation>Détruire %1&#xa0;?</translation>
    </message>
    <message>
        <source>All that runs or bills of it is ended, and looked at twice. Results of runs are kept.</source>
        <translation>Tout ce qui en tourne ou se facture est arrêté, et vérifié deux fois. Les résultats des mesures sont gardés.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Trust %1?</source>
        <translation>Faire confiance à %1&#xa0;?</translation>
    </message>
    <message>
        <source>Trust it</source>
        <translation>Lui faire confiance</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Ne pas se connecter</translation>
    </message>
    <message>
        <source>Make a machine that is billed?</source>
        <translation>Créer une machine facturée&#xa0;?</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>La créer</translation>
    </message>
    <message>
        <source>Make none</source>
        <translation>N’en créer aucune</translation>
    </message>
    <message>
        <source>One of its own, given here</source>
        <translation>Propre au déploiement, donné ici</translation>
    </message>
    <message>
        <source>One of those at the left, by its name.</source>
        <translation>L’un de ceux de gauche, par son nom.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>%1 is spent, and %2 more.</source>
        <translation>Budget de %1 épuisé, et dépassé de %2.</translation>
    </message>
    <message>
        <source>%1 of %2 left, for %3.</source>
        <translation>Reste %1 sur %2, pour %3.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>reste %1</translation>
    </message>
    <message>
        <source>Nobody has been at %1 from here before. It shows the %2 key
%3
Compare it with what its owner says. It is remembered; a host that shows another one later is refused.</source>
        <translation>Personne n’est encore allé d’ici à %1. Cet hôte montre la clé %2
%3
Comparez-la à ce qu’en dit son propriétaire. Elle est retenue&#xa0;; un hôte qui en montre une autre plus tard est refusé.</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Ici</translation>
    </message>
    <message>
        <source>Here, over the network</source>
        <translation>Ici, par le réseau</translation>
    </message>
    <message>
        <source>As its file says: what the network takes is in the figures.</source>
        <translation>Comme le dit son fichier&#xa0;: ce que prend le réseau est dans les chiffres.</translation>
    </message>
    <message>
        <source>Here, through a tunnel</source>
        <translation>Ici, par un tunnel</translation>
    </message>
    <message>
        <source>Through %1, whose own delay is in the figures.</source>
        <translation>Par %1, dont le délai propre est dans les chiffres.</translation>
    </message>
    <message>
        <source>Beside the server</source>
        <translation>À côté du serveur</translation>
    </message>
    <message>
        <source>A copy of this program goes there: no network is in the figures.</source>
        <translation>Une copie de ce programme y est envoyée&#xa0;: aucun réseau n’est dans les chiffres.</translation>
    </message>
    <message>
        <source>On a second machine</source>
        <translation>Sur une seconde machine</translation>
    </message>
    <message>
        <source>A copy of this program goes there, as its file says: what the network takes is in the figures.</source>
        <translation>Une copie de ce programme y est envoyée, comme le dit son fichier&#xa0;: ce que prend le réseau est dans les chiffres.</translation>
    </message>
    <message>
        <source>The one that the settings name</source>
        <translation>Celle que nomment les réglages</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>Choix&#xa0;: %1</translation>
    </message>
    <message>
        <source>Named by the settings, or chosen of what the site offers when it is made.</source>
        <translation>Nommée par les réglages, ou choisie parmi ce qu’offre le site lors de sa création.</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>Costs at most, an hour</source>
        <translation>Coût maximal par heure</translation>
    </message>
    <message>
        <source>In the site&apos;s currency. What tells no price is left out then.</source>
        <translation>Dans la devise du site. Ce qui n’indique pas de prix est alors écarté.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>Only these, with commas between: H100 SXM, L40S.</source>
        <translation>Seulement ceux-ci, séparés par des virgules&#xa0;: H100 SXM, L40S.</translation>
    </message>
    <message>
        <source>any</source>
        <translation>sans restriction</translation>
    </message>
    <message>
        <source>Context, tokens</source>
        <translation>Contexte, en jetons</translation>
    </message>
    <message>
        <source>Of a request, prompt and answer together: so much has to fit…</source>
        <translation>D’une requête, prompt et réponse ensemble&#xa0;: il faut la place pour autant de jetons…</translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation>Requêtes à la fois</translation>
    </message>
    <message>
        <source>…for so many at once. Own runs count from half to twice as many.</source>
        <translation>…pour autant de requêtes à la fois. Vos propres mesures comptent de la moitié au double de ce nombre.</translation>
    </message>
    <message>
        <source>Parameters of the model, 10⁹</source>
        <translation>Paramètres du modèle, 10⁹</translation>
    </message>
    <message>
        <source>Where the model&apos;s name does not tell them.</source>
        <translation>Si le nom du modèle ne les indique pas.</translation>
    </message>
    <message>
        <source>by the model&apos;s name</source>
        <translation>d’après le nom du modèle</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>As its offers tell it, from the beginning on.</source>
        <translation>Telle que l’indiquent les offres du site, à partir du début.</translation>
    </message>
    <message>
        <source>Machines that are tried</source>
        <translation>Machines essayées</translation>
    </message>
    <message>
        <source>Where the site has none of one, the next that fits.</source>
        <translation>Si le site n’a pas l’une d’elles, la suivante qui convient.</translation>
    </message>
    <message>
        <source>Only these GPUs</source>
        <translation>Ces GPU seulement</translation>
    </message>
</context>
<context>
    <name>requests</name>
    <message>
        <source>cool-down</source>
        <translation>refroidissement</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>échauffement</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>mesurée</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>The request&apos;s place in the run&apos;s schedule, from 0 as in result files.</source>
        <translation>Le rang de la requête dans l’horaire de la mesure, à partir de 0 comme dans les fichiers de résultats.</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Issue</translation>
    </message>
    <message>
        <source>How the request ended; only ok enters latency figures.</source>
        <translation>Comment la requête a fini&#xa0;; seul ok entre dans les latences.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statut</translation>
    </message>
    <message>
        <source>The HTTP status of the answer.</source>
        <translation>Le statut HTTP de la réponse.</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoi</translation>
    </message>
    <message>
        <source>When its first byte was written, since the start of the run.</source>
        <translation>Quand son premier octet a été écrit, depuis le début de la mesure.</translation>
    </message>
    <message>
        <source>How well the arrival of the first token is known: the kernel stamped it, it lies within a bound, or only the moment of reading is known.</source>
        <translation>Avec quelle précision l’arrivée du premier jeton est connue&#xa0;: horodatée par le noyau, bornée, ou connue seulement par l’instant de lecture.</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Fragments</translation>
    </message>
    <message>
        <source>Events of the stream that carried generated payload.</source>
        <translation>Événements du flux qui portaient du contenu généré.</translation>
    </message>
    <message>
        <source>Tokens asked for</source>
        <translation>Jetons demandés</translation>
    </message>
    <message>
        <source>The output length that was asked for.</source>
        <translation>La longueur de sortie demandée.</translation>
    </message>
    <message>
        <source>Cached tokens</source>
        <translation>Jetons en cache</translation>
    </message>
    <message>
        <source>Input tokens the server says it took from its cache.</source>
        <translation>Jetons d’entrée que le serveur dit avoir pris dans son cache.</translation>
    </message>
    <message>
        <source>Reasoning tokens</source>
        <translation>Jetons de raisonnement</translation>
    </message>
    <message>
        <source>Reasoning tokens the server says it made.</source>
        <translation>Jetons de raisonnement que le serveur dit avoir produits.</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Which of the concurrent streams carried it.</source>
        <translation>Lequel des flux simultanés l’a portée.</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Réessais</translation>
    </message>
    <message>
        <source>How often it was sent again after a 429.</source>
        <translation>Combien de fois elle a été renvoyée après un 429.</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Warm-up requests are shown but enter no figure.</source>
        <translation>Les requêtes d’échauffement sont montrées, mais n’entrent dans aucun chiffre.</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>What went wrong; sorted by kind of error.</source>
        <translation>Ce qui a échoué&#xa0;; trié par type d’erreur.</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>TTFO</source>
        <translation>TTFO</translation>
    </message>
    <message>
        <source>TPOT</source>
        <translation>TPOT</translation>
    </message>
    <message>
        <source>E2E</source>
        <translation>E2E</translation>
    </message>
    <message>
        <source>E2E from schedule</source>
        <translation>E2E depuis l’échéance</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Débit de sortie</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exact</translation>
    </message>
    <message>
        <source>bounded by %1</source>
        <translation>à %1 près</translation>
    </message>
    <message>
        <source>when it was read</source>
        <translation>celui de la lecture</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>Jetons</translation>
    </message>
    <message>
        <source>First-token stamp</source>
        <translation>Horodatage du 1er jeton</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>TTFT from schedule</source>
        <translation>TTFT depuis l’échéance</translation>
    </message>
    <message>
        <source>%1: %2 in result files and in the filter.
%3</source>
        <translation>%1&#xa0;: %2 dans les fichiers de résultats et dans le filtre.
%3</translation>
    </message>
</context>
<context>
    <name>statistics</name>
    <message>
        <source>requests were cut before they ended: the true value is at least this</source>
        <translation>des requêtes ont été coupées avant leur fin&#xa0;: la vraie valeur est au moins celle-ci</translation>
    </message>
    <message>
        <source>fewer requests than this percentile needs to be trusted</source>
        <translation>moins de requêtes qu’il n’en faut pour se fier à ce centile</translation>
    </message>
    <message>
        <source>of the run so far, within 1.6&#xa0;%; exact figures come when it has ended</source>
        <translation>de la mesure jusqu’ici, à 1,6&#xa0;% près&#xa0;; les chiffres exacts viennent à la fin</translation>
    </message>
    <message>
        <source>share of the values whose arrival is not known exactly, and how far such a value may be off at most</source>
        <translation>part des valeurs dont l’arrivée n’est pas connue exactement, et leur écart maximal</translation>
    </message>
    <message>
        <source>estimate: the server says only the total of tokens, it is spread evenly over the chunks</source>
        <translation>estimation&#xa0;: le serveur ne dit que le total des jetons, réparti également sur les fragments</translation>
    </message>
    <message>
        <source>estimate: the server says no token counts, 1 token a chunk is assumed</source>
        <translation>estimation&#xa0;: le serveur ne compte pas les jetons, un jeton par fragment est supposé</translation>
    </message>
    <message>
        <source>Server: time to first token</source>
        <translation>Serveur&#xa0;: temps jusqu’au premier jeton</translation>
    </message>
    <message>
        <source>Server: latency</source>
        <translation>Serveur&#xa0;: latence</translation>
    </message>
    <message>
        <source>Server: output rate</source>
        <translation>Serveur&#xa0;: débit de sortie</translation>
    </message>
    <message>
        <source>Server: total rate</source>
        <translation>Serveur&#xa0;: débit total</translation>
    </message>
    <message>
        <source>Server: rate of the first ten</source>
        <translation>Serveur&#xa0;: débit des dix premiers</translation>
    </message>
    <message>
        <source>Server: batch size</source>
        <translation>Serveur&#xa0;: taille de lot</translation>
    </message>
    <message>
        <source>Server: acceptance rate</source>
        <translation>Serveur&#xa0;: taux d’acceptation</translation>
    </message>
    <message>
        <source>As the server reports it of each request that ended ok.</source>
        <translation>Ce que le serveur en dit pour chaque requête réussie.</translation>
    </message>
    <message>
        <source>Server: queue</source>
        <translation>Serveur&#xa0;: file d’attente</translation>
    </message>
    <message>
        <source>Server: prefill</source>
        <translation>Serveur&#xa0;: préremplissage</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>Only %1 of the %2 requests asked for were in flight on average, so the server was loaded less than the settings say; use fewer streams, longer answers or a faster client.</source>
        <translation>Seules %1 des %2 requêtes demandées étaient en cours en moyenne&#xa0;: le serveur a été moins chargé que ne le disent les réglages&#xa0;; prenez moins de flux, des réponses plus longues ou un client plus rapide.</translation>
    </message>
    <message>
        <source>A stream took %1 (p99) from the end of an answer to its next request, %2 of the median latency of %3; use longer answers, fewer streams or more --workers.</source>
        <translation>Un flux a mis %1 (p99) de la fin d’une réponse à sa requête suivante, soit %2 de la latence médiane de %3&#xa0;; prenez des réponses plus longues, moins de flux ou plus de --workers.</translation>
    </message>
    <message>
        <source>A load thread was busy for %1 of a second, so this client is near its limit; use more --workers or a machine with more cores.</source>
        <translation>Un fil de charge a été occupé %1 d’une seconde&#xa0;: ce client est près de sa limite&#xa0;; prenez plus de --workers ou une machine avec plus de cœurs.</translation>
    </message>
    <message>
        <source>%1 of %2 first tokens (%3) have no exact arrival time, because more had come when they were read; lower the load or free this machine of other work, unless the server sends its tokens in bursts.</source>
        <translation>%1 des %2 premiers jetons (%3) n’ont pas d’heure d’arrivée exacte, car d’autres étaient déjà là à leur lecture&#xa0;; baissez la charge ou libérez cette machine de tout autre travail, à moins que le serveur n’envoie ses jetons par rafales.</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1 requests found no free descriptor; raise the hard limit (ulimit -Hn).</source>
        <translation>%1 requêtes n’ont trouvé aucun descripteur libre&#xa0;; relevez la limite dure (ulimit -Hn).</translation>
    </message>
    <message>
        <source>%1 requests found no free local port; reuse connections or widen ip_local_port_range.</source>
        <translation>%1 requêtes n’ont trouvé aucun port local libre&#xa0;; réutilisez les connexions ou élargissez ip_local_port_range.</translation>
    </message>
    <message>
        <source>%1 requests found no memory for a connection; ask for fewer streams or free memory.</source>
        <translation>%1 requêtes n’ont pas trouvé de mémoire pour une connexion&#xa0;; demandez moins de flux ou libérez de la mémoire.</translation>
    </message>
    <message>
        <source>%1 late reads found 64 KiB or more waiting, so the receive window may have closed; use more load threads.</source>
        <translation>%1 lectures tardives ont trouvé 64&#xa0;Kio ou plus en attente&#xa0;: la fenêtre de réception a pu se fermer&#xa0;; prenez plus de fils de charge.</translation>
    </message>
    <message>
        <source>This program stood still for %1 (it was stopped, or its machine slept or had no time for it): what came meanwhile was read late, and no request began; repeat the run without a break.</source>
        <translation>Ce programme est resté immobile pendant %1 (arrêté, ou sa machine en veille ou trop occupée)&#xa0;: ce qui est arrivé entre-temps a été lu en retard et aucune requête n’a commencé&#xa0;; recommencez la mesure sans interruption.</translation>
    </message>
    <message>
        <source>None of the %1 measured requests succeeded, so there are no figures; see how they failed, mend the cause and repeat the run.</source>
        <translation>Aucune des %1 requêtes mesurées n’a réussi&#xa0;: il n’y a pas de chiffres&#xa0;; voyez comment elles ont échoué, corrigez la cause et recommencez.</translation>
    </message>
    <message>
        <source>No measured request ended, so there are no figures; give the run more time, or less warm-up and cool-down.</source>
        <translation>Aucune requête mesurée ne s’est terminée&#xa0;: il n’y a pas de chiffres&#xa0;; donnez plus de temps à la mesure, ou moins d’échauffement et de fin exclue.</translation>
    </message>
    <message>
        <source>The hypervisor took %1 of the CPU time away during the run; repeat it on a quieter or a dedicated machine.</source>
        <translation>L’hyperviseur a pris %1 du temps processeur pendant la mesure&#xa0;; recommencez sur une machine plus calme ou dédiée.</translation>
    </message>
    <message>
        <source>The CPU limit of this container held the client back for %1; raise the limit and repeat the run.</source>
        <translation>La limite processeur de ce conteneur a freiné le client pendant %1&#xa0;; relevez-la et recommencez.</translation>
    </message>
    <message>
        <source>%1 of the input tokens came from the server&apos;s cache although every prompt is unique and what stands around the prompts is not counted; the server may be warm from an earlier run with the same seed.</source>
        <translation>%1 des jetons d’entrée viennent du cache du serveur alors que chaque prompt est unique et que ce qui entoure les prompts n’est pas compté&#xa0;; le serveur a peut-être gardé en mémoire une exécution précédente de même graine.</translation>
    </message>
    <message>
        <source>%1 of %2 answers ended with a finish reason that is not known (%3), so they may not be whole; see what the server means by it.</source>
        <translation>%1 réponses sur %2 ont fini par un motif de fin inconnu (%3)&#xa0;: elles ne sont peut-être pas entières&#xa0;; voyez ce que le serveur entend par là.</translation>
    </message>
    <message>
        <source>The server&apos;s token counts contradict the text of %1 of %2 answers (%3 tokens in %4 chunks), so their tokens are estimated from the chunks; see what the server counts in usage.</source>
        <translation>Les comptes de jetons du serveur contredisent le texte de %1 réponses sur %2 (%3 jetons en %4 fragments)&#xa0;: leurs jetons sont estimés d’après les fragments&#xa0;; voyez ce que le serveur compte dans usage.</translation>
    </message>
    <message>
        <source>The server kept %1 of %2 answers open behind their end mark: each held its stream a tenth of a second and cost a connection, so rates are too low; see why the server, or a proxy, does not end them.</source>
        <translation>Le serveur a laissé %1 réponses sur %2 ouvertes après leur marque de fin&#xa0;: chacune a retenu son flux un dixième de seconde et coûté une connexion, les débits sont donc trop bas&#xa0;; voyez pourquoi le serveur, ou un proxy, ne les termine pas.</translation>
    </message>
    <message>
        <source>%1 of the chunks arrived together with later ones, so gaps between tokens are not known; something on the way buffers the stream: set `option http-no-delay` in HAProxy, `proxy_buffering off` in nginx, or measure beside the server.</source>
        <translation>%1 des fragments sont arrivés avec d’autres plus récents&#xa0;: les écarts entre jetons ne sont pas connus&#xa0;; quelque chose en chemin met le flux en tampon&#xa0;: réglez `option http-no-delay` dans HAProxy, `proxy_buffering off` dans nginx, ou mesurez à côté du serveur.</translation>
    </message>
    <message>
        <source>Answers are %1 off the length asked for on average; the server may not honour ignore_eos, or its context is too short: compare the output tokens, or use --output-length cap.</source>
        <translation>Les réponses s’écartent en moyenne de %1 de la longueur demandée&#xa0;; le serveur ne respecte peut-être pas ignore_eos, ou son contexte est trop court&#xa0;: comparez les jetons de sortie, ou prenez --output-length cap.</translation>
    </message>
    <message>
        <source>The program ended before the run did: the figures cover the %1 requests that had ended and were saved by then; repeat the run for a whole one.</source>
        <translation>Le programme s’est arrêté avant la mesure&#xa0;: les chiffres couvrent les %1 requêtes terminées et enregistrées jusque-là&#xa0;; recommencez pour une mesure entière.</translation>
    </message>
    <message>
        <source>%1 requests of the journal could not be read, because %2 bytes of it are damaged: they are in no figure; repeat the run if they matter.</source>
        <translation>%1 requêtes du journal n’ont pas pu être lues, car %2 octets en sont endommagés&#xa0;: elles ne sont dans aucun chiffre&#xa0;; recommencez si elles comptent.</translation>
    </message>
    <message>
        <source>%1 bytes of the journal are damaged and could not be read: what stood there is in no figure; repeat the run if it matters.</source>
        <translation>%1 octets du journal sont endommagés et n’ont pas pu être lus&#xa0;: ce qui s’y trouvait n’est dans aucun chiffre&#xa0;; recommencez si cela compte.</translation>
    </message>
    <message>
        <source>The journal&apos;s end could not be read (%1 bytes of it are damaged in all), so its last requests may be missing from every figure; repeat the run if they matter.</source>
        <translation>La fin du journal n’a pas pu être lue (%1 octets en sont endommagés en tout), ses dernières requêtes peuvent donc manquer à tous les chiffres&#xa0;; recommencez si elles comptent.</translation>
    </message>
    <message>
        <source>%1 pieces of the journal stand in it twice, and were counted once; somebody changed the file.</source>
        <translation>%1 morceaux du journal y figurent deux fois et n’ont été comptés qu’une&#xa0;; quelqu’un a modifié le fichier.</translation>
    </message>
    <message>
        <source>The journal has values that this program cannot read (%1), so the defaults stand in their place; open the run with the program that measured it.</source>
        <translation>Le journal a des valeurs que ce programme ne sait pas lire (%1), les valeurs par défaut sont donc à leur place&#xa0;; ouvrez la mesure avec le programme qui l’a faite.</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>suspect</source>
        <translation>suspect</translation>
    </message>
    <message>
        <source>client-bound</source>
        <translation>limité par le client</translation>
    </message>
    <message>
        <source>Nothing that could be watched on this machine touched these figures.</source>
        <translation>Rien de ce qui se laisse observer sur cette machine n’a touché ces chiffres.</translation>
    </message>
    <message>
        <source>Something may have touched these figures. Read the reasons before you quote or compare them.</source>
        <translation>Quelque chose a pu fausser ces chiffres. Lisez les raisons avant de les citer ou de les comparer.</translation>
    </message>
    <message>
        <source>This machine could not keep up: times hold its own delay, rates are what it could take. Do not quote them.</source>
        <translation>Cette machine n’a pas suivi&#xa0;: les durées contiennent son propre retard, les débits sont ce qu’elle a pu prendre. Ne les citez pas.</translation>
    </message>
    <message>
        <source>Requests were taken up %1 (p99) after they were due, and %2 is the most that leaves figures alone: this client did not keep to the schedule; lower the rate, use more --workers or a machine with more cores.</source>
        <translation>Les requêtes ont été prises %1 (p99) après leur échéance, et %2 est le plus qui laisse les chiffres intacts&#xa0;: ce client n’a pas tenu le calendrier&#xa0;; baissez le débit, mettez plus de --workers ou prenez une machine avec plus de cœurs.</translation>
    </message>
    <message>
        <source>%1 requests were due while as many were in flight as this machine allows, and waited: raise the hard limit of descriptors (ulimit -Hn), widen ip_local_port_range, or lower the rate.</source>
        <translation>%1 requêtes sont échues alors qu’autant étaient en cours que cette machine le permet, et ont attendu&#xa0;: relevez la limite dure de descripteurs (ulimit -Hn), élargissez ip_local_port_range, ou baissez le débit.</translation>
    </message>
    <message>
        <source>For the same text the endpoint counts %1 of the tokens that the tokenizer counts, which is most likely another model&apos;s: what it counted is as far off; give the model&apos;s own tokenizer, or none.</source>
        <translation>Pour le même texte, le point d’accès compte %1 des jetons que compte le tokeniseur, qui est très probablement celui d’un autre modèle&#xa0;: ce qu’il a compté est faux d’autant&#xa0;; indiquez le tokeniseur du modèle, ou aucun.</translation>
    </message>
    <message>
        <source>too few in flight</source>
        <translation>trop peu en vol</translation>
    </message>
    <message>
        <source>slow to send again</source>
        <translation>lent à renvoyer</translation>
    </message>
    <message>
        <source>behind schedule</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>load thread busy</source>
        <translation>fil de charge occupé</translation>
    </message>
    <message>
        <source>inexact first tokens</source>
        <translation>1ers jetons inexacts</translation>
    </message>
    <message>
        <source>a limit was met</source>
        <translation>limite atteinte</translation>
    </message>
    <message>
        <source>out of descriptors</source>
        <translation>plus de descripteurs</translation>
    </message>
    <message>
        <source>out of local ports</source>
        <translation>plus de ports locaux</translation>
    </message>
    <message>
        <source>out of streams</source>
        <translation>plus de flux</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>plus de mémoire</translation>
    </message>
    <message>
        <source>late reads</source>
        <translation>lectures tardives</translation>
    </message>
    <message>
        <source>stood still</source>
        <translation>à l’arrêt</translation>
    </message>
    <message>
        <source>none succeeded</source>
        <translation>aucune réussie</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>rien de mesuré</translation>
    </message>
    <message>
        <source>CPU time stolen</source>
        <translation>temps CPU volé</translation>
    </message>
    <message>
        <source>CPU throttled</source>
        <translation>CPU bridé</translation>
    </message>
    <message>
        <source>warm prompt cache</source>
        <translation>cache déjà chaud</translation>
    </message>
    <message>
        <source>unknown ends</source>
        <translation>fins inconnues</translation>
    </message>
    <message>
        <source>wrong token counts</source>
        <translation>comptes de jetons faux</translation>
    </message>
    <message>
        <source>answers kept open</source>
        <translation>réponses non closes</translation>
    </message>
    <message>
        <source>tokens buffered</source>
        <translation>jetons retenus</translation>
    </message>
    <message>
        <source>other tokenizer</source>
        <translation>autre tokeniseur</translation>
    </message>
    <message>
        <source>other lengths</source>
        <translation>autres longueurs</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompue</translation>
    </message>
    <message>
        <source>damaged journal</source>
        <translation>journal endommagé</translation>
    </message>
    <message>
        <source>changed journal</source>
        <translation>journal modifié</translation>
    </message>
    <message>
        <source>unread settings</source>
        <translation>réglages non lus</translation>
    </message>
</context>
<context>
    <name>volume</name>
    <message numerus="yes">
        <source>%Ln request(s), about %1 tokens in, %2 tokens out</source>
        <translation>
            <numerusform>%Ln requête, environ&#xa0;%1 jetons envoyés,&#xa0;%2 jetons reçus</numerusform>
            <numerusform>%Ln requêtes, environ&#xa0;%1 jetons envoyés,&#xa0;%2 jetons reçus</numerusform>
        </translation>
    </message>
</context>
</TS>
