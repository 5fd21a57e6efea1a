// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-symbol-view.h"
#include "dw-text.h"

static const char *const trends[] = { NULL, N_ ("more than an hour ago"), N_ ("fewer than an hour ago") };

static void
add (GString *words, char *part)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", part);
  g_free (part);
}

static void
add_counts (GString *words, const DwMapCluster *cluster)
{
  for (guint priority = 1; priority <= 4; priority++)
    if (cluster->active[priority] > 0)
      /* TRANSLATORS: number and priority of alarms: "2 urgent". */
      add (words, g_strdup_printf (_ ("%1$u %2$s"), cluster->active[priority], dw_priority_title (priority)));
}

static char *
describe_quiet (const DwMapCluster *cluster)
{
  if (cluster->empty)
    return g_strdup (_ ("not installed yet"));
  if (cluster->n_old > 0)
    return g_strdup_printf (_ ("%u off line"), cluster->n_old);
  return dw_symbol_describe (0, DW_SYMBOL_NORMAL);
}

static char *
describe_load (const DwMapCluster *cluster)
{
  g_autofree char *number = NULL;

  if (isnan (cluster->load_percent))
    return g_strdup (_ ("load rate not known"));
  number = dw_text_number (cluster->load_percent, 0);
  return g_strdup_printf (cluster->load_old ? _ ("load rate %s %%, old") : _ ("load rate %s %%"), number);
}

static char *
describe_off_line (const DwMapCluster *cluster)
{
  if (cluster->devices == 0)
    return g_strdup (_ ("not installed yet"));
  if (cluster->off_line == 0)
    return g_strdup_printf (ngettext ("%u device on line", "%u devices on line", cluster->devices), cluster->devices);
  return g_strdup_printf (ngettext ("%1$u of %2$u device off line", "%1$u of %2$u devices off line", cluster->devices), cluster->off_line, cluster->devices);
}

static void
add_alarms (GString *words, const DwMapCluster *cluster)
{
  if (cluster->priority > 0 && cluster->members->len == 1)
    add (words, dw_symbol_describe (cluster->priority, cluster->state));
  if (cluster->priority > 0)
    add_counts (words, cluster);
  else
    add (words, describe_quiet (cluster));
  if (cluster->trend != DW_MAP_TREND_STEADY)
    add (words, g_strdup (_ (trends[cluster->trend])));
}

char *
dw_map_words_describe (const DwMapCluster *cluster, const DwMapSchools *schools)
{
  GString *words = g_string_new (NULL);
  guint n_members = cluster->members->len;

  if (n_members == 1)
    add (words, g_strdup (dw_place_get_name (g_ptr_array_index (schools->placed, g_array_index (cluster->members, guint, 0)))));
  else
    add (words, g_strdup_printf (ngettext ("%u school", "%u schools", n_members), n_members));
  if (schools->layer == DW_MAP_LAYER_ALARMS)
    add_alarms (words, cluster);
  else
    add (words, schools->layer == DW_MAP_LAYER_LOAD ? describe_load (cluster) : describe_off_line (cluster));
  return g_string_free (words, FALSE);
}

char *
dw_map_words_count_devices (guint n_devices, guint n_off_line)
{
  if (n_devices == 0)
    return g_strdup (_ ("not installed yet"));
  if (n_off_line == 0)
    return g_strdup_printf (ngettext ("%u device", "%u devices", n_devices), n_devices);
  return g_strdup_printf (ngettext ("%1$u device, %2$u off line", "%1$u devices, %2$u off line", n_devices), n_devices, n_off_line);
}

/* Two numbers, each with a plural of its own. */
char *
dw_map_words_count_unhandled (guint n_alarms, guint n_faults)
{
  g_autofree char *alarms = g_strdup_printf (ngettext ("%u alarm", "%u alarms", n_alarms), n_alarms), *faults = g_strdup_printf (ngettext ("%u fault", "%u faults", n_faults), n_faults);

  /* TRANSLATORS: "2 alarms", "1 fault". */
  return g_strdup_printf (_ ("Unhandled: %1$s, %2$s"), alarms, faults);
}
