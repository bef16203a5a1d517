#!/usr/bin/env bash
# A real WordPress mentions a page of ours and pings it; the pingback is approved at the desk.
#
# Debian's packages of WordPress, PHP and MariaDB are installed where they are missing, which needs root.
# Everything runs on loopback in a folder of its own that is gone afterwards. Say VENV=… for another
# environment than .venv. What was seen stands in docs/mentions.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

BIN=$(realpath "${VENV:-.venv}")/bin
OURS=8471 BLOG=8472 THEIRS=8473 DATABASE=8474
HOME_OF_IT=$(mktemp -d)
# MariaDB gives up root's rights, so its user has to be let into the folder.
chmod 755 "$HOME_OF_IT"

stop() {
  for pid in $(jobs -p); do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$HOME_OF_IT"
}
trap stop EXIT

missing=()
[[ -f /usr/share/wordpress/wp-settings.php ]] || missing+=(wordpress)
command -v mariadbd >/dev/null || missing+=(mariadb-server)
command -v php >/dev/null || missing+=(php-cli)
php -m 2>/dev/null | grep -qx mysqli || missing+=(php-mysql)
php -m 2>/dev/null | grep -qx xml || missing+=(php-xml)
if ((${#missing[@]})); then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
fi

until_it_answers() {
  for _ in $(seq 150); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  echo "It does not answer: $*" >&2
  exit 1
}

# MariaDB, with a database for WordPress.
mkdir "$HOME_OF_IT/db"
chown mysql "$HOME_OF_IT/db"
mariadb-install-db --user=mysql --datadir="$HOME_OF_IT/db" --auth-root-authentication-method=normal >/dev/null 2>&1
mariadbd --no-defaults --user=mysql --datadir="$HOME_OF_IT/db" --socket="$HOME_OF_IT/db/sock" \
  --port=$DATABASE --bind-address=127.0.0.1 >"$HOME_OF_IT/db.log" 2>&1 &
until_it_answers mariadb --no-defaults --socket="$HOME_OF_IT/db/sock" -u root -e "SELECT 1"
mariadb --no-defaults --socket="$HOME_OF_IT/db/sock" -u root -e \
  "CREATE DATABASE wordpress; CREATE USER wp@'127.0.0.1' IDENTIFIED BY 'wp'; GRANT ALL ON wordpress.* TO wp@'127.0.0.1'"

# WordPress, as PHP's own server shows it.
cp -rL /usr/share/wordpress "$HOME_OF_IT/wordpress"
rm -f "$HOME_OF_IT/wordpress/wp-config.php"
cat >"$HOME_OF_IT/wordpress/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp');
define('DB_HOST', '127.0.0.1:$DATABASE'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:$THEIRS'); define('WP_SITEURL', 'http://127.0.0.1:$THEIRS');
define('WP_CONTENT_DIR', '$HOME_OF_IT/wordpress/wp-content'); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', false);
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
php -S 127.0.0.1:$THEIRS -t "$HOME_OF_IT/wordpress" >"$HOME_OF_IT/php.log" 2>&1 &
cat >"$HOME_OF_IT/install.php" <<'PHP'
<?php
define('WP_INSTALLING', true);
require getenv('WORDPRESS') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Notes', 'admin', 'admin@example.org', true, '', 'a long password');
update_option('permalink_structure', '');
update_option('template', 'few');
update_option('stylesheet', 'few');
PHP
WORDPRESS=$HOME_OF_IT/wordpress php "$HOME_OF_IT/install.php" >/dev/null 2>"$HOME_OF_IT/install.log"

# A theme of few words, so that it does not matter which one this WordPress came with.
mkdir -p "$HOME_OF_IT/wordpress/wp-content/themes/few"
echo "/* Theme Name: Few */" >"$HOME_OF_IT/wordpress/wp-content/themes/few/style.css"
cat >"$HOME_OF_IT/wordpress/wp-content/themes/few/index.php" <<'PHP'
<!doctype html><html><head><title><?php wp_title(''); ?></title><?php wp_head(); ?></head>
<body><?php while (have_posts()) { the_post(); the_content(); } ?></body></html>
PHP

# Our blog: one page, which announces where it takes pingbacks.
mkdir "$HOME_OF_IT/blog"
cat >"$HOME_OF_IT/blog/soup.html" <<HTML
<!doctype html><title>Leek soup</title>
<link rel="pingback" href="http://127.0.0.1:$OURS/s/blog/xmlrpc">
<p>Take three leeks.</p>
HTML
(cd "$HOME_OF_IT/blog" && exec "$BIN/python" -m http.server --bind 127.0.0.1 $BLOG) >"$HOME_OF_IT/blog.log" 2>&1 &
TARGET=http://127.0.0.1:$BLOG/soup.html

# Moderation.
export MODERATION_INSTANCE_PATH=$HOME_OF_IT/instance MODERATION_ALLOW_PRIVATE_SOURCES=1
"$BIN/moderation" site add blog --name Blog --url http://127.0.0.1:$BLOG >/dev/null
TOKEN=$("$BIN/moderation" token add --site blog)
PASSWORD="a long enough password"
"$BIN/moderation" user add mina@desk.example --name Mina --role moderator --site blog --password-stdin \
  <<<"$PASSWORD" >/dev/null
"$BIN/moderation" serve --bind 127.0.0.1:$OURS >"$HOME_OF_IT/ours.log" 2>&1 &
until_it_answers curl -fsS http://127.0.0.1:$OURS/readyz
until_it_answers curl -fsS http://127.0.0.1:$THEIRS/wp-login.php
until_it_answers curl -fsS $TARGET

# WordPress publishes an entry that links to our page, and does its pings as its timetable would.
cat >"$HOME_OF_IT/post.php" <<'PHP'
<?php
require getenv('WORDPRESS') . '/wp-load.php';
$id = wp_insert_post(['post_title' => 'What I cooked', 'post_status' => 'publish', 'post_author' => 1,
  'post_content' => '<p>Last week I tried <a href="' . getenv('TARGET') . '">this soup with leeks</a>, and it was fine.</p>']);
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, 8471, 8472]);
delete_post_meta($id, '_pingme');
pingback(null, $id);
echo get_permalink($id), "\n", get_post_meta($id, '_pinged', true), get_post($id)->pinged, "\n";
PHP
said=$(WORDPRESS=$HOME_OF_IT/wordpress TARGET=$TARGET php "$HOME_OF_IT/post.php")
permalink=$(head -1 <<<"$said")

api() { curl -fsS -H "Authorization: Bearer $TOKEN" "http://127.0.0.1:$OURS/api/v1$1" "${@:2}"; }
found=$(api "/comments?kind=pingback")
id=$("$BIN/python" -c 'import json, sys; items = json.load(sys.stdin)["items"]; print(items[0]["id"] if items else "")' <<<"$found")
if [[ -z $id ]]; then
  echo "No pingback came. WordPress said: $said" >&2
  cat "$HOME_OF_IT/ours.log" >&2
  curl -sS "$permalink" | head -c 2000 >&2
  exit 1
fi
desk="http://127.0.0.1:$OURS" jar=$HOME_OF_IT/cookies
page() { curl -fsS -b "$jar" -c "$jar" "$desk$1"; }
token_in() { grep -o 'name="csrf_token"[^>]*value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
send() { curl -fsS -o /dev/null -b "$jar" -c "$jar" "$desk$1" "${@:2}"; }
csrf=$(page /login | token_in)
send /login --data-urlencode "csrf_token=$csrf" -d "email=mina@desk.example" --data-urlencode "password=$PASSWORD"
csrf=$(page "/comments/$id" | token_in)
send "/comments/$id/approve" --data-urlencode "csrf_token=$csrf" -d version=1
thread=$(curl -fsS "http://127.0.0.1:$OURS/s/blog/thread" -G --data-urlencode "url=$TARGET")
version=$(WORDPRESS=$HOME_OF_IT/wordpress php -r 'require getenv("WORDPRESS") . "/wp-includes/version.php"; echo $wp_version;')
"$BIN/python" - "$permalink" "$version" 3<<<"$found" <<'PY'
import json, os, sys
found = json.load(os.fdopen(3))["items"][0]
permalink, version = sys.argv[1:]
assert found["source"].rstrip("/") == permalink.rstrip("/"), (found["source"], permalink)
assert found["status"] == "pending", found["status"]
assert "this soup with leeks" in found["text"], found["text"]
print(f"WordPress {version} pinged: {found['author']['name']} ({found['source']})")
print(f"  {found['text']}")
PY
grep -q 'id="mentions"' <<<"$thread" && grep -q "What I cooked" <<<"$thread"
grep -q "$TARGET" <<<"$said" && echo "WordPress keeps it as pinged."
echo "It waited, Mina approved it at the desk, and it stands among the mentions of the page."
