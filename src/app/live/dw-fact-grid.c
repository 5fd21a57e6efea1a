// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-fact-grid.h"

#include <glib/gi18n-lib.h>

#include "dw-text.h"

struct _DwFactGrid
{
  GtkWidget parent_instance;

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (DwFactGrid, dw_fact_grid, GTK_TYPE_WIDGET)

#define KEY_DEVICES "devices"
#define KEY_POSITION "position"

static const struct
{
  const char *key;
  const char *title;
} facts[] = {
  { "address", N_ ("Address") },
  { KEY_POSITION, N_ ("Position") },
  { "contact", N_ ("Contact") },
  { "phone", N_ ("Phone") },
  { "area_m2", N_ ("Building area") },
  { "org_type", N_ ("Type of organisation") },
  { "supplier", N_ ("Supplier") },
  { "commissioned", N_ ("In service since") },
  { "contract_end", N_ ("Service contract") },
  { "emergency_phone", N_ ("Emergency phone") },
  { KEY_DEVICES, N_ ("Devices") },
  { "note", N_ ("Note") },
};

char *
dw_fact_describe_contract (const char *end, gint64 now_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_autoptr (GDateTime) last = NULL;
  int year, month, day;
  gint64 days;

  if (sscanf (end, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (end);
  last = g_date_time_new_local (year, month, day, 23, 59, 59);
  if (last == NULL || now == NULL)
    return g_strdup (end);
  days = g_date_time_difference (last, now) / G_TIME_SPAN_DAY;
  if (days >= 0 && g_date_time_compare (last, now) >= 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Until %1$s, %2$d day left", "Until %1$s, %2$d days left", (gulong)days), end, (int)days);
  days = -days;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Ended %1$s, %2$d day ago", "Ended %1$s, %2$d days ago", (gulong)days), end, (int)days);
}

static char *
make_position (DwPlace *place)
{
  const char *latitude = dw_place_get_fact (place, "latitude"), *longitude = dw_place_get_fact (place, "longitude");

  /* TRANSLATORS: latitude, longitude in degrees. */
  return latitude != NULL && longitude != NULL ? g_strdup_printf (_ ("%1$s, %2$s (WGS-84)"), latitude, longitude) : NULL;
}

static char *
make_text (DwPlace *place, const char *key, guint n_devices, gint64 now_ms)
{
  const char *fact = dw_place_get_fact (place, key);

  if (g_str_equal (key, KEY_DEVICES))
    return dw_text_number (n_devices, 0);
  if (g_str_equal (key, KEY_POSITION))
    return make_position (place);
  if (fact == NULL || *fact == '\0')
    return NULL;
  if (g_str_equal (key, "area_m2"))
    {
      g_autofree char *number = dw_text_number (g_ascii_strtod (fact, NULL), 0);

      return g_strdup_printf ("%s m²", number);
    }
  if (g_str_equal (key, "contract_end"))
    return dw_fact_describe_contract (fact, now_ms);
  return g_strdup (fact);
}

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear (DwFactGrid *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

void
dw_fact_grid_show (DwFactGrid *self, DwPlace *place, guint n_devices, gint64 now_ms)
{
  DwPlace *school = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_SCHOOL) : NULL;

  clear (self);
  if (place == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *text = make_text (school != NULL ? school : place, facts[i].key, n_devices, now_ms);
      GtkWidget *title, *value;

      /* A note is an extra; nobody misses it. A district has no address of its own. */
      if (text == NULL && (school == NULL || g_str_equal (facts[i].key, "note")))
        continue;
      title = label_new (_ (facts[i].title), "dw-fact-title");
      value = label_new (text != NULL ? text : _ ("Not entered"), text != NULL ? "dw-fact" : "dw-fact-title");
      gtk_widget_set_hexpand (value, TRUE);
      gtk_label_set_selectable (GTK_LABEL (value), text != NULL);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
      gtk_grid_attach (self->grid, title, 0, (int)i, 1, 1);
      gtk_grid_attach (self->grid, value, 1, (int)i, 1, 1);
    }
}

static void
dw_fact_grid_dispose (GObject *object)
{
  DwFactGrid *self = DW_FACT_GRID (object);
  GtkWidget *grid = GTK_WIDGET (self->grid);

  g_clear_pointer (&grid, gtk_widget_unparent);
  self->grid = NULL;
  G_OBJECT_CLASS (dw_fact_grid_parent_class)->dispose (object);
}

static void
dw_fact_grid_class_init (DwFactGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_fact_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_fact_grid_init (DwFactGrid *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 7);
  gtk_grid_set_column_spacing (self->grid, 14);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "dw-facts");
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

GtkWidget *
dw_fact_grid_new (void)
{
  return g_object_new (DW_TYPE_FACT_GRID, NULL);
}
