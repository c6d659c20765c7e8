<?php
// The settings of the site under test, by which an operator would run WordPress on a machine of his own.
define('DB_NAME', 'site');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . __DIR__ . '/../../database/s');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
// Application passwords are offered over plain HTTP only to what calls itself local.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
define('AUTH_KEY', 'made up');
define('SECURE_AUTH_KEY', 'made up');
define('LOGGED_IN_KEY', 'made up');
define('NONCE_KEY', 'made up');
define('AUTH_SALT', 'made up');
define('SECURE_AUTH_SALT', 'made up');
define('LOGGED_IN_SALT', 'made up');
define('NONCE_SALT', 'made up');
// Visitors come from many addresses, as behind a reverse proxy; WordPress slows down those of one.
if (isset($_SERVER['HTTP_X_VISITOR'])) {
    $_SERVER['REMOTE_ADDR'] = $_SERVER['HTTP_X_VISITOR'];
}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
