// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-style.h"

#include <adwaita.h>

/* Two CSS providers: the rules (style.css, always the same) and the named colours (palette-light.css or palette-night.css), which are exchanged.
 * The drawn widgets' palettes are read from the same two files. */

#define RESOURCE_PREFIX "/io/github/dianwei/Dianwei/"

struct _DwStyle
{
  GObject parent_instance;

  GdkDisplay *display;       /* borrowed: it owns us */
  GtkCssProvider *rules;     /* owned */
  GtkCssProvider *colors[2]; /* owned: light, night */
  DwPalette *palettes[2];    /* owned */
  gboolean night;
};

G_DEFINE_FINAL_TYPE (DwStyle, dw_style, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char *const palette_paths[2] = { RESOURCE_PREFIX "palette-light.css", RESOURCE_PREFIX "palette-night.css" };

static void
add_provider (DwStyle *self, GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (self->display, GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* A palette that does not parse is a mistake in the tree: there is no program without colours. */
static DwPalette *
load_palette (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autofree char *css = NULL;
  DwPalette *palette = NULL;

  if (bytes != NULL)
    {
      css = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      palette = dw_palette_new_from_css (css, &error);
    }
  if (palette == NULL)
    g_error ("%s: %s", path, error->message);
  return palette;
}

static void
apply_colors (DwStyle *self)
{
  add_provider (self, self->colors[self->night]);
  gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->colors[!self->night]));
}

static void
dark_notified_cb (AdwStyleManager *manager, GParamSpec *pspec, DwStyle *self)
{
  gboolean night = adw_style_manager_get_dark (manager);

  if (night == self->night)
    return;
  self->night = night;
  apply_colors (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
dw_style_dispose (GObject *object)
{
  DwStyle *self = DW_STYLE (object);

  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&self->colors[i]);
      g_clear_pointer (&self->palettes[i], dw_palette_unref);
    }
  g_clear_object (&self->rules);
  G_OBJECT_CLASS (dw_style_parent_class)->dispose (object);
}

static void
dw_style_class_init (DwStyleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_style_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_STYLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_style_init (DwStyle *self)
{
}

static DwStyle *
style_new (GdkDisplay *display)
{
  DwStyle *self = g_object_new (DW_TYPE_STYLE, NULL);
  AdwStyleManager *manager = adw_style_manager_get_for_display (display);

  self->display = display;
  self->night = adw_style_manager_get_dark (manager);
  self->rules = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (self->rules, RESOURCE_PREFIX "style.css");
  for (guint i = 0; i < 2; i++)
    {
      self->colors[i] = gtk_css_provider_new ();
      gtk_css_provider_load_from_resource (self->colors[i], palette_paths[i]);
      self->palettes[i] = load_palette (palette_paths[i]);
    }
  apply_colors (self);
  add_provider (self, self->rules);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (dark_notified_cb), self, 0);
  return self;
}

DwStyle *
dw_style_get (GdkDisplay *display)
{
  static const char key[] = "dw-style";
  DwStyle *self = g_object_get_data (G_OBJECT (display), key);

  if (self == NULL)
    {
      self = style_new (display);
      g_object_set_data_full (G_OBJECT (display), key, self, g_object_unref);
    }
  return self;
}

const DwPalette *
dw_style_get_palette (DwStyle *self)
{
  return self->palettes[self->night];
}

gboolean
dw_style_is_night (DwStyle *self)
{
  return self->night;
}

void
dw_style_set_night (DwStyle *self, gboolean night)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_for_display (self->display), night ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

const DwPalette *
dw_palette_of (GtkWidget *widget)
{
  return dw_style_get_palette (dw_style_get (gtk_widget_get_display (widget)));
}

void
dw_style_get_text_color (GtkWidget *widget, GdkRGBA *rgba)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), rgba);
}

void
dw_style_set_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
choose_class (GtkWidget *widget, const char *const *classes, guint priority)
{
  for (guint i = 1; i <= 4; i++)
    dw_style_set_class (widget, classes[i], i == priority);
}

void
dw_style_set_priority_ground (GtkWidget *widget, guint priority)
{
  static const char *const classes[] = { NULL, "p1", "p2", "p3", "p4" };

  choose_class (widget, classes, priority);
}

void
dw_style_set_priority_text (GtkWidget *widget, guint priority)
{
  static const char *const classes[] = { NULL, "dw-p1-text", "dw-p2-text", "dw-p3-text", "dw-p4-text" };

  choose_class (widget, classes, priority);
}
