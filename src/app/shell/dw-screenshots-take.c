// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-screenshots-private.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-words.h"
#include "dw-find.h"
#include "dw-sheet.h"
#include "dw-style.h"

/* A list of pictures (what to show, under which name) is walked once for each size and style. Between steps the main loop runs: data comes in, frames are drawn.
 *
 *   wait for data  ->  for each size, style, picture: prepare -> let it settle -> take  ->  done */

#define POLL_MS 250
#define SETTLE_MS 900
#define MAX_TRIES 10
#define DATA_DEADLINE_MS 60000
#define ALARM_DEADLINE_MS 45000
#define HISTORY_DEADLINE_MS 600000

typedef struct
{
  int width, height;
} Size;

static const Size sizes[] = { { 1440, 900 }, { 1280, 720 } };
static const char *const styles[] = { "light", "night" };

typedef struct
{
  DwWindow *window; /* owned */
  DwDemo *demo;     /* borrowed, NULL */
  char *dir;
  DwScreenshotsDone done;
  gpointer data;
  const DwScreenshot *pictures; /* static */
  guint n_pictures;
  guint step; /* counts pictures over all sizes and styles */
  guint n_missing;
  guint n_tries;
  int waited_ms;
} Job;

/* --- one picture --- */

static const char *
get_language (void)
{
  const char *const *names = g_get_language_names ();

  return g_str_has_prefix (names[0], "zh") ? "zh" : "en";
}

static GskRenderNode *
draw_window (GtkWidget *window, int width, int height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
save_window (GtkWidget *window, const char *path)
{
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  GskRenderNode *node = draw_window (window, width, height);
  g_autoptr (GdkTexture) texture = NULL;

  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  gsk_render_node_unref (node);
  return gdk_texture_save_to_png (texture, path);
}

/* --- the walk --- */

static const DwScreenshot *
get_picture (const Job *job)
{
  return &job->pictures[job->step % job->n_pictures];
}

static const char *
get_style (const Job *job)
{
  return styles[job->step / job->n_pictures % G_N_ELEMENTS (styles)];
}

static const Size *
get_size (const Job *job)
{
  return &sizes[job->step / (job->n_pictures * G_N_ELEMENTS (styles))];
}

static gboolean
is_finished (const Job *job)
{
  return job->step >= job->n_pictures * G_N_ELEMENTS (styles) * G_N_ELEMENTS (sizes);
}

/* FALSE: the window is between two frames, try again. */
static gboolean
take_picture (Job *job)
{
  const Size *size = get_size (job);
  g_autofree char *name = g_strdup_printf ("%s-%s-%s-%dx%d.png", get_picture (job)->name, get_language (), get_style (job), size->width, size->height);
  g_autofree char *path = g_build_filename (job->dir, name, NULL);

  if (save_window (GTK_WIDGET (job->window), path))
    return TRUE;
  if (job->n_tries++ < MAX_TRIES)
    return FALSE;
  g_printerr (_ ("The picture %s could not be written\n"), path);
  job->n_missing++;
  return TRUE;
}

static void
finish (Job *job)
{
  job->done (job->n_missing == 0, job->data);
  g_object_unref (job->window);
  g_free (job->dir);
  g_free (job);
}

static gboolean prepare_cb (gpointer data);

static void
close_sheets (DwWindow *window)
{
  GtkWidget *host = dw_find_in_window (GTK_WIDGET (window), DW_TYPE_SHEET_HOST);
  GtkWidget *sheet = NULL;

  while ((sheet = dw_sheet_host_get_top (DW_SHEET_HOST (host))) != NULL)
    dw_sheet_close (sheet);
}

static gboolean
take_cb (gpointer data)
{
  Job *job = data;

  if (!take_picture (job))
    return G_SOURCE_CONTINUE;
  close_sheets (job->window);
  job->n_tries = 0;
  job->step++;
  g_idle_add (prepare_cb, job);
  return G_SOURCE_REMOVE;
}

static void
set_look (Job *job)
{
  const Size *size = get_size (job);

  dw_style_set_night (dw_style_get (gtk_widget_get_display (GTK_WIDGET (job->window))), g_str_equal (get_style (job), "night"));
  gtk_window_set_default_size (GTK_WINDOW (job->window), size->width, size->height);
}

static gboolean
prepare_cb (gpointer data)
{
  Job *job = data;

  while (!is_finished (job) && dw_window_find_page (job->window, get_picture (job)->page_id) == NULL)
    job->step++;
  if (is_finished (job))
    {
      finish (job);
      return G_SOURCE_REMOVE;
    }
  set_look (job);
  gtk_widget_activate_action (GTK_WIDGET (job->window), "win.show-page", "s", get_picture (job)->page_id);
  get_picture (job)->prepare (job->window);
  g_timeout_add (SETTLE_MS, take_cb, job);
  return G_SOURCE_REMOVE;
}

/* --- waiting for something to see --- */

/* One gateway goes silent, so that the pictures have old data to show. */
static void
silence_one_gateway (DwWindow *window, DwDemo *demo)
{
  g_autoptr (DwDevice) device = dw_screenshots_get_last_device (window);
  g_autofree char *name = NULL;
  g_autofree char *line = NULL;

  if (device == NULL || demo == NULL)
    return;
  name = dw_gateway_name (dw_window_get_station (window), dw_device_get_gateway_id (device));
  line = g_strdup_printf ("fault gateway-silent %s", name);
  dw_demo_tell (demo, line, NULL);
}

static gboolean
is_ready (Job *job)
{
  DwStation *station = dw_window_get_station (job->window);
  gboolean has_alarm = dw_alarm_list_count (dw_station_get_alarms (station), 1) > 0;
  DwHealth health;

  dw_station_get_health (station, &health);
  if (job->demo != NULL && dw_demo_is_making_history (job->demo) && job->waited_ms < HISTORY_DEADLINE_MS)
    return FALSE;
  if (health.gateways == 0 || job->waited_ms >= DATA_DEADLINE_MS)
    return TRUE;
  return health.median_age_ms >= 0 && health.devices_online < health.devices && (has_alarm || job->waited_ms >= ALARM_DEADLINE_MS);
}

static gboolean
wait_cb (gpointer data)
{
  Job *job = data;

  job->waited_ms += POLL_MS;
  if (!is_ready (job))
    return G_SOURCE_CONTINUE;
  g_timeout_add (SETTLE_MS, prepare_cb, job);
  return G_SOURCE_REMOVE;
}

/* Without a window manager the toolkit draws a frame of its own around the window. */
static void
remove_frame (GtkWidget *window)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  static const char css[] = "window.dw-window { margin: 0; padding: 0; border: none; border-radius: 0; box-shadow: none; outline: none; }";

  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
}

void
dw_screenshots_take (GtkApplication *application, DwDemo *demo, const char *dir, DwScreenshotsDone done, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->window = g_object_ref (DW_WINDOW (gtk_application_get_active_window (application)));
  job->demo = demo;
  job->pictures = dw_screenshots_list (&job->n_pictures);
  job->dir = g_strdup (dir);
  job->done = done;
  job->data = data;
  remove_frame (GTK_WIDGET (job->window));
  g_mkdir_with_parents (dir, 0755);
  silence_one_gateway (job->window, demo);
  g_timeout_add (POLL_MS, wait_cb, job);
}
