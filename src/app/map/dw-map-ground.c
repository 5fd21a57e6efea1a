// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-ground.h"

#include <glib/gi18n-lib.h>

#include "dw-base-map-source.h"
#include "dw-file-tile-source.h"
#include "dw-files.h"
#include "dw-map-desk.h"
#include "dw-net-tile-source.h"
#include "dw-style.h"
#include "dw-tile-image.h"

enum {
  /* One tile that fails is bad luck; a view has a dozen and more. */
  MOST_FAILURES = 3,
  RETRY_S = 60,
};

struct _DwMapGround
{
  GObject parent_instance;

  DwMapPins *pins;
  DwStation *station;    /* owned, NULL before it is set */
  DwBaseMap *base_map;   /* owned, NULL: its files could not be read */
  DwMapSetup *setup;     /* owned */
  GPtrArray *pictures;   /* DwTileSource, the lowest first */
  GCancellable *opening; /* NULL: no file is being opened */

  char *credit, *notice, *base_problem;
  guint n_failures; /* of tiles since one came */
  guint retry_id;
};

G_DEFINE_FINAL_TYPE (DwMapGround, dw_map_ground, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (DwMapGround *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
set_notice (DwMapGround *self, const char *notice)
{
  if (g_strcmp0 (self->notice, notice) == 0)
    return;
  g_free (self->notice);
  self->notice = g_strdup (notice);
  tell (self);
}

/* Under the pictures of others the built-in map may be seen anywhere, so both are named; that both are of OpenStreetMap needs to be said once. */
static void
set_credit (DwMapGround *self, const char *file_attribution)
{
  g_autofree char *provider = dw_map_setup_make_credit (self->setup, file_attribution);
  gboolean same = strstr (provider, "OpenStreetMap") != NULL;

  g_free (self->credit);
  self->credit = *provider == '\0' ? g_strdup (DW_BASE_MAP_LICENCE) : same ? g_strdup (provider)
                                                                           : g_strconcat (provider, "\n", DW_BASE_MAP_LICENCE, NULL);
}

/* --- the built-in map --- */

static void
load_base_map (DwMapGround *self)
{
  g_autofree char *data_dir = dw_files_find_data_dir (), *names = dw_map_desk_dup_names (self->station);
  gboolean shifted = dw_map_setup_is_shifted (self->setup);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->base_map, dw_base_map_unref);
  g_clear_pointer (&self->base_problem, g_free);
  self->base_map = dw_base_map_load (data_dir, names, shifted, &error);
  if (self->base_map == NULL)
    self->base_problem = g_strdup (error->message);
}

/* Without its files there is no ground, and without a ground no mark has a place: then it is an empty sheet. */
static void
show_base_map (DwMapGround *self)
{
  g_autoptr (ShumateMapSource) source = NULL;

  if (self->base_map == NULL)
    return;
  source = dw_base_map_source_new (self->base_map, dw_palette_of (GTK_WIDGET (self->pins)), gtk_widget_get_scale_factor (GTK_WIDGET (self->pins)));
  dw_map_pins_set_ground (self->pins, source, self->base_map);
}

/* --- pictures --- */

static void
close_pictures (DwMapGround *self)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  for (guint i = 0; i < self->pictures->len; i++)
    {
      g_signal_handlers_disconnect_by_data (self->pictures->pdata[i], self);
      dw_tile_source_close (self->pictures->pdata[i]);
    }
  g_ptr_array_set_size (self->pictures, 0);
  self->n_failures = 0;
}

static void
show_pictures (DwMapGround *self)
{
  if (self->base_map != NULL)
    dw_map_pins_set_pictures (self->pins, self->pictures);
}

static void
file_opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwMapFile) file = dw_map_file_open_finish (result, &error);
  g_autofree char *sentence = NULL;
  DwMapGround *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->opening);
  if (file == NULL)
    sentence = g_strdup_printf (_ ("The map file cannot be shown, this is the built-in map. %s"), error->message);
  else if (!dw_tile_image_can_show (dw_map_file_get_facts (file)->format))
    sentence = g_strdup_printf (_ ("The map file cannot be shown, this is the built-in map. This machine cannot read pictures of the kind %s."), dw_map_file_get_facts (file)->format);
  else
    {
      g_ptr_array_add (self->pictures, dw_file_tile_source_new (file));
      show_pictures (self);
      set_credit (self, dw_map_file_get_facts (file)->attribution);
      tell (self);
    }
  set_notice (self, sentence);
}

static void
open_file (DwMapGround *self)
{
  self->opening = g_cancellable_new ();
  dw_map_file_open_async (self->setup->path, self->opening, file_opened_cb, self);
}

static void
answered_cb (DwTileSource *source, const GError *error, DwMapGround *self)
{
  g_autofree char *sentence = NULL;

  if (error == NULL)
    {
      self->n_failures = 0;
      set_notice (self, NULL);
      return;
    }
  if (++self->n_failures < MOST_FAILURES)
    return;
  sentence = g_strdup_printf (_ ("The source of the base map is not reachable, this is the built-in map (%s)"), error->message);
  if (self->notice == NULL)
    set_notice (self, sentence);
}

static void
open_servers (DwMapGround *self)
{
  g_auto (GStrv) templates = dw_map_setup_list_templates (self->setup);

  for (guint i = 0; templates[i] != NULL; i++)
    {
      DwTileSource *source = dw_net_tile_source_new (templates[i], dw_map_setup_get_max_zoom (self->setup), dw_station_get_clock (self->station));

      g_signal_connect_object (source, "answered", G_CALLBACK (answered_cb), self, 0);
      g_ptr_array_add (self->pictures, source);
    }
}

static void
open_pictures (DwMapGround *self)
{
  close_pictures (self);
  if (self->setup->source == DW_MAP_FILE)
    open_file (self);
  else
    open_servers (self);
  show_pictures (self);
}

/* --- following --- */

/* Also when only names have changed: it costs no more than what a person does not notice. */
static void
map_changed_cb (DwMapGround *self)
{
  g_clear_pointer (&self->setup, dw_map_setup_free);
  self->setup = dw_map_desk_get_setup (self->station);
  g_clear_pointer (&self->notice, g_free);
  load_base_map (self);
  show_base_map (self);
  open_pictures (self);
  set_credit (self, NULL);
  tell (self);
}

void
dw_map_ground_retry (DwMapGround *self)
{
  if (self->n_failures > 0 && self->setup->source != DW_MAP_FILE)
    open_pictures (self);
}

static gboolean
retry_cb (gpointer data)
{
  DwMapGround *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->pins)))
    dw_map_ground_retry (self);
  return G_SOURCE_CONTINUE;
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, DwMapGround *self)
{
  if (available)
    dw_map_ground_retry (self);
}

/* --- the class --- */

static void
dw_map_ground_dispose (GObject *object)
{
  DwMapGround *self = DW_MAP_GROUND (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  close_pictures (self);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_map_ground_parent_class)->dispose (object);
}

static void
dw_map_ground_finalize (GObject *object)
{
  DwMapGround *self = DW_MAP_GROUND (object);

  g_clear_pointer (&self->base_map, dw_base_map_unref);
  g_clear_pointer (&self->setup, dw_map_setup_free);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_free (self->credit);
  g_free (self->notice);
  g_free (self->base_problem);
  G_OBJECT_CLASS (dw_map_ground_parent_class)->finalize (object);
}

static void
dw_map_ground_class_init (DwMapGroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_map_ground_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_map_ground_finalize;
  changed_signal = g_signal_new ("changed", DW_TYPE_MAP_GROUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_map_ground_init (DwMapGround *self)
{
  self->pictures = g_ptr_array_new_with_free_func (g_object_unref);
  self->setup = dw_map_setup_new ();
  self->credit = g_strdup ("");
}

DwMapGround *
dw_map_ground_new (DwMapPins *pins)
{
  DwMapGround *self = g_object_new (DW_TYPE_MAP_GROUND, NULL);

  self->pins = pins;
  return self;
}

void
dw_map_ground_set_station (DwMapGround *self, DwStation *station)
{
  self->station = g_object_ref (station);
  self->retry_id = g_timeout_add_seconds (RETRY_S, retry_cb, self);
  g_signal_connect_object (dw_style_get (gtk_widget_get_display (GTK_WIDGET (self->pins))), "changed", G_CALLBACK (show_base_map), self, G_CONNECT_SWAPPED);
  /* The window went to a screen with finer pixels. */
  g_signal_connect_object (self->pins, "notify::scale-factor", G_CALLBACK (show_base_map), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "map-changed", G_CALLBACK (map_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self, 0);
  map_changed_cb (self);
}

const char *
dw_map_ground_get_credit (DwMapGround *self)
{
  return self->credit;
}

const char *
dw_map_ground_get_notice (DwMapGround *self)
{
  return self->base_problem != NULL ? self->base_problem : self->notice;
}

gboolean
dw_map_ground_is_shifted (DwMapGround *self)
{
  return dw_map_setup_is_shifted (self->setup);
}
