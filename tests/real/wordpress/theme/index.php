<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title><?php wp_title(''); ?></title><?php wp_head(); ?></head>
<body>
<?php while (have_posts()) : the_post(); ?>
<article>
<h1><?php the_title(); ?></h1>
<?php the_content(); ?>
<?php if (is_singular()) : ?>
<ol class="comments">
<?php wp_list_comments([], get_comments(['post_id' => get_the_ID(), 'status' => 'approve', 'order' => 'ASC'])); ?>
</ol>
<?php comment_form(); ?>
<?php endif; ?>
</article>
<?php endwhile; ?>
</body>
</html>
