<?php
// Installs the site whose folder and address are given, and says who may come in, as JSON.
[, $folder, $address] = $argv;
$_SERVER['HTTP_HOST'] = parse_url($address, PHP_URL_HOST) . ':' . parse_url($address, PHP_URL_PORT);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
define('WP_INSTALLING', true);
define('WP_SITEURL', $address);
require $folder . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Le Courrier des dunes', 'admin', 'admin@courrier.example', true, '', 'mot-de-passe');
wp_delete_post(1, true);  // The greeting that every new site has, with its comment.
wp_delete_post(2, true);
switch_theme('plain');
update_option('timezone_string', 'Europe/Paris');
update_option('permalink_structure', '/%postname%/');
update_option('comment_moderation', 0);
update_option('comment_previously_approved', 0);
update_option('comment_max_links', 3);
update_option('close_comments_for_old_posts', 0);

$people = [];
foreach (['palabre' => 'editor', 'lectrice' => 'subscriber', 'redaction' => 'administrator'] as $login => $role) {
    $user = wp_insert_user([
        'user_login' => $login,
        'user_pass' => 'mot-de-passe',
        'user_email' => $login . '@courrier.example',
        'display_name' => ucfirst($login) . ' du Courrier',
        'role' => $role,
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($user, ['name' => 'tests']);
    $people[$login] = ['id' => $user, 'password' => WP_Application_Passwords::chunk_password($password)];
}
echo json_encode($people);
