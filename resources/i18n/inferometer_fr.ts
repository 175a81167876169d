<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
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
</context>
<context>
    <name>fields</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 à&#xa0;%2</translation>
    </message>
    <message>
        <source>Above the suggested %1.</source>
        <translation>Au-dessus de&#xa0;%1, la valeur conseillée.</translation>
    </message>
    <message>
        <source>Below the suggested %1.</source>
        <translation>Au-dessous de&#xa0;%1, la valeur conseillée.</translation>
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
        <source>Name of an entry in endpoints.yaml that gives URL, dialect, model and the rest of this group.</source>
        <translation>Nom d’une entrée d’endpoints.yaml, qui donne l’URL, le dialecte, le modèle et le reste de ce groupe.</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>Nom du modèle</translation>
    </message>
    <message>
        <source>The model as the endpoint calls it; several, separated by spaces, are measured one after the other. Empty takes the only model that the endpoint lists.</source>
        <translation>Le modèle tel que le point d’accès le nomme&#xa0;; plusieurs, séparés par des espaces, sont mesurés l’un après l’autre. Vide&#xa0;: le seul modèle que le point d’accès annonce.</translation>
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
        <source>http or https address of the endpoint, with or without the API&apos;s path.</source>
        <translation>Adresse http ou https du point d’accès, avec ou sans le chemin de l’API.</translation>
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
        <source>http address of a CONNECT proxy. Arrival times are then the proxy&apos;s writes.</source>
        <translation>Adresse http d’un proxy CONNECT. Les instants d’arrivée sont alors ceux des écritures du proxy.</translation>
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
        <source>JSON object merged into every request body; it wins over everything else.</source>
        <translation>Objet JSON fusionné dans le corps de chaque requête&#xa0;; il l’emporte sur tout le reste.</translation>
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
        <source>Length asked of each answer. With very short answers the rates say little.</source>
        <translation>Longueur demandée de chaque réponse. Avec des réponses très courtes, les débits disent peu.</translation>
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
        <source>Measured requests, warm-up not counted. A p99 needs several hundred.</source>
        <translation>Requêtes mesurées, sans celles d’échauffement. Un p99 en demande plusieurs centaines.</translation>
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
        <source>Seeds every random choice. The same seed sends the same prompts, which a server that was measured before may still have cached.</source>
        <translation>Détermine chaque tirage au sort. La même graine envoie les mêmes prompts, qu’un serveur déjà mesuré peut encore avoir en cache.</translation>
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
        <source>YAML file with default_prompt and multiple_prompts; empty uses the built-in texts.</source>
        <translation>Fichier YAML avec default_prompt et multiple_prompts&#xa0;; vide&#xa0;: les textes fournis.</translation>
    </message>
    <message>
        <source>Output length</source>
        <translation>Longueur des réponses</translation>
    </message>
    <message>
        <source>exact: ask the server to go on past its end token until the number is reached, where it can. cap: the number is a limit.</source>
        <translation>exact&#xa0;: demander au serveur de continuer après son jeton de fin jusqu’au nombre voulu, là où il le peut. cap&#xa0;: le nombre est une limite.</translation>
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
        <source>JSON object such as {&quot;temperature&quot;: 0}, merged into every request body.</source>
        <translation>Objet JSON comme {&quot;temperature&quot;: 0}, fusionné dans le corps de chaque requête.</translation>
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
        <source>Folder under which each run gets a folder of its own.</source>
        <translation>Dossier sous lequel chaque mesure reçoit un dossier à elle.</translation>
    </message>
    <message>
        <source>Save responses</source>
        <translation>Garder les réponses</translation>
    </message>
    <message>
        <source>Keep the text of every answer. Large runs need much disk.</source>
        <translation>Garder le texte de chaque réponse. De grandes mesures demandent beaucoup de disque.</translation>
    </message>
    <message>
        <source>Save chunks</source>
        <translation>Garder les fragments</translation>
    </message>
    <message>
        <source>Keep the arrival of every chunk, not only the first and last.</source>
        <translation>Garder l’arrivée de chaque fragment, pas seulement du premier et du dernier.</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>p95 %1</source>
        <translation>p95&#xa0;%1</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>jet/s</translation>
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
        <source>/s</source>
        <translation>/s</translation>
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
        <source>%1 cancelled</source>
        <translation>%1 annulées</translation>
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
        <source>user lag p99 %1</source>
        <translation>retard client p99&#xa0;%1</translation>
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
        <source>Requests sent and not ended at this moment.</source>
        <translation>Requêtes envoyées et non terminées en ce moment.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Requests that failed; they never enter latency figures.</source>
        <translation>Requêtes qui ont échoué&#xa0;; elles n’entrent jamais dans les latences.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>Whether this computer was quick enough for the figures to be trusted.</source>
        <translation>Si cet ordinateur a été assez rapide pour que l’on puisse se fier aux chiffres.</translation>
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
    <message>
        <source>%1 requests over %2: %3 complete, %4 in flight, %5 failed.</source>
        <translation>%1 requêtes sur&#xa0;%2&#xa0;:&#xa0;%3 complètes,&#xa0;%4 en cours,&#xa0;%5 en échec.</translation>
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
</context>
<context>
    <name>inferometer::ui::FieldForm</name>
    <message>
        <source>Number of </source>
        <comment>the beginning of labels that a narrow column leaves out</comment>
        <translation>Nombre de </translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avancé</translation>
    </message>
    <message>
        <source>RS</source>
        <comment>the letters that Run! and Stop have behind their &amp;</comment>
        <translation>LR</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::LiveView</name>
    <message>
        <source>Saving the results</source>
        <translation>Enregistrement des résultats</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n interrupted run(s) were found; their result files are now complete.</source>
        <translation>
            <numerusform>%n mesure interrompue a été trouvée&#xa0;; ses fichiers de résultats sont maintenant complets.</numerusform>
            <numerusform>%n mesures interrompues ont été trouvées&#xa0;; leurs fichiers de résultats sont maintenant complets.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open a result</source>
        <translation>Ouvrir un résultat</translation>
    </message>
    <message>
        <source>A run is under way; results can be opened when it has ended.</source>
        <translation>Une mesure est en cours&#xa0;; des résultats peuvent être ouverts quand elle est finie.</translation>
    </message>
</context>
<context>
    <name>inferometer::ui::PresetBar</name>
    <message>
        <source>Save as a preset</source>
        <translation>Enregistrer comme préréglage</translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation>Supprimer ce préréglage</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Préréglage</translation>
    </message>
    <message>
        <source>A shape of load by name: everything but the endpoint and where results go.</source>
        <translation>Une forme de charge sous un nom&#xa0;: tout sauf le point d’accès et la place des résultats.</translation>
    </message>
    <message>
        <source>No preset</source>
        <translation>Aucun préréglage</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Nom du préréglage</translation>
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
        <source>As the desktop</source>
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
        <source>Each run gets a folder of its own in here.</source>
        <translation>Chaque mesure y reçoit un dossier à elle.</translation>
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
        <source>Of the program itself; what a run asks stands in its form.</source>
        <translation>Ceux du programme lui-même&#xa0;; ce qu’une mesure demande est dans son formulaire.</translation>
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
    <name>inferometer::ui::SyntheticPage</name>
    <message>
        <source>In a terminal</source>
        <translation>En terminal</translation>
    </message>
    <message>
        <source>As YAML</source>
        <translation>En YAML</translation>
    </message>
    <message>
        <source>&amp;Run!</source>
        <translation>&amp;Lancer&#xa0;!</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>A&amp;rrêter</translation>
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
        <source>A run is under way.</source>
        <translation>Une mesure est en cours.</translation>
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
        <source>Simulated endpoint ready</source>
        <translation>Point d’accès simulé prêt</translation>
    </message>
    <message>
        <source>Results are in %1</source>
        <translation>Les résultats sont dans&#xa0;%1</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ouvrir le dossier</translation>
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
        <translation>Dès qu’une mesure commence, elle se montre ici en direct&#xa0;: l’avancement, le délai du premier jeton, le temps entre jetons, les jetons par seconde, les erreurs et le verdict sur la mesure elle-même, avec le débit au fil du temps et chaque requête comme une barre.</translation>
    </message>
    <message>
        <source>Fill in the form and press Run!, or try it now: the simulated endpoint answers inside this program, so nothing has to be installed and nothing leaves this computer.</source>
        <translation>Remplissez le formulaire et pressez Lancer&#xa0;!, ou essayez tout de suite&#xa0;: le point d’accès simulé répond dans ce programme, rien n’est à installer et rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Run against the si&amp;mulator</source>
        <translation>&amp;Mesurer le simulateur</translation>
    </message>
    <message>
        <source>Run against the simulator</source>
        <translation>Mesurer le simulateur</translation>
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
        <source>%1 for %2</source>
        <translation>%1 pour&#xa0;%2</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>Chercher&#xa0;%1</translation>
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
</context>
<context>
    <name>inferometer::widgets::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
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
        <translation>Latence de bout en bout depuis l’horaire</translation>
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
    <name>plots</name>
    <message>
        <source>Output throughput over time</source>
        <translation>Débit de sortie au fil du temps</translation>
    </message>
    <message>
        <source>Requests in flight</source>
        <translation>Requêtes en cours</translation>
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
        <source>Requests in flight: %1 now, %2 at most.</source>
        <translation>Requêtes en cours&#xa0;:&#xa0;%1 maintenant,&#xa0;%2 au plus.</translation>
    </message>
    <message>
        <source>Seconds since start</source>
        <translation>Secondes depuis le début</translation>
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
    <message>
        <source>%1 of %2 requests</source>
        <translation>%1 requêtes sur&#xa0;%2</translation>
    </message>
    <message>
        <source>%1 elapsed</source>
        <translation>%1 écoulés</translation>
    </message>
    <message>
        <source>stopping, %1 in flight</source>
        <translation>arrêt,&#xa0;%1 en cours</translation>
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
