// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-device-order.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-device-summary.h"
#include "dw-place-filter.h"

/* Keys are taken once before sorting: values move while the array is sorted, and an order that changes its mind halfway is none. */

typedef struct
{
  DwDevice *device;
  guint position; /* in the tree */
  int weight;
  double load;
} Entry;

static const DwDeviceClassInfo classes[] = {
  { "detector", N_ ("Combined detectors"), "box" },
  { "breaker", N_ ("Breakers"), "breaker" },
  { "meter", N_ ("Meters"), "energy" },
  { "", N_ ("Others"), "live" },
};

const DwDeviceClassInfo *
dw_device_class_get (guint index)
{
  return &classes[index];
}

guint
dw_device_class_find (const char *word)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (classes) && g_strcmp0 (classes[i].word, word) != 0)
    i++;
  return i;
}

static void
count_state (DwStateCount *count, const DwDeviceSummary *summary)
{
  count->total++;
  if (summary->priority > 0)
    count->active[summary->priority]++;
  else if (summary->off_line)
    count->off_line++;
  else
    count->normal++;
}

static gboolean
is_picked (const DwDevicePick *pick, DwDevice *device, const DwDeviceSummary *summary)
{
  if (pick->device_class != NULL && strcmp (classes[dw_device_class_find (dw_device_get_class (device))].word, pick->device_class) != 0)
    return FALSE;
  switch (pick->show)
    {
    case DW_DEVICE_SHOW_ABNORMAL:
      return dw_device_summary_is_abnormal (summary);
    case DW_DEVICE_SHOW_OFF_LINE:
      return summary->off_line;
    case DW_DEVICE_SHOW_ALL:
    case DW_N_DEVICE_SHOWS:
    default:
      return TRUE;
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *x = a, *y = b;
  DwDeviceSort sort = GPOINTER_TO_UINT (data);
  int order = 0;

  if (sort == DW_DEVICE_SORT_SEVERITY)
    order = y->weight - x->weight;
  else if (sort == DW_DEVICE_SORT_NAME)
    order = g_utf8_collate (dw_device_get_name (x->device), dw_device_get_name (y->device));
  else if (sort == DW_DEVICE_SORT_LOAD)
    order = (x->load < y->load) - (x->load > y->load);
  return order != 0 ? order : (x->position > y->position) - (x->position < y->position);
}

GPtrArray *
dw_device_order_make (GPtrArray *devices, DwAlarmList *alarms, const DwDevicePick *pick, gint64 now_ms, DwBoardCounts *counts)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GPtrArray *order = g_ptr_array_new_with_free_func (g_object_unref);

  if (counts != NULL)
    *counts = (DwBoardCounts){ 0 };
  for (guint i = 0; i < devices->len; i++)
    {
      Entry entry = { .device = g_ptr_array_index (devices, i), .position = i };
      DwDeviceSummary summary;

      dw_device_summary_make (entry.device, alarms, now_ms, &summary);
      if (counts != NULL)
        {
          count_state (&counts->all, &summary);
          count_state (&counts->classes[dw_device_class_find (dw_device_get_class (entry.device))], &summary);
        }
      entry.weight = dw_device_summary_get_weight (&summary);
      entry.load = isnan (summary.load_percent) ? -1 : summary.load_percent;
      if (is_picked (pick, entry.device, &summary))
        g_array_append_val (entries, entry);
    }
  g_array_sort_with_data (entries, compare_entries, GUINT_TO_POINTER (pick->sort));
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (order, g_object_ref (g_array_index (entries, Entry, i).device));
  return order;
}

GPtrArray *
dw_device_order_list (DwPlaceTree *tree, DwPlace *place, const DwPerson *person)
{
  GPtrArray *devices = dw_place_tree_list_devices (tree, place);

  if (person == NULL || person->scope == NULL || person->scope->len == 0)
    return devices;
  for (guint i = devices->len; i > 0; i--)
    if (!dw_person_sees_place (person, dw_place_tree_get_device_place (tree, g_ptr_array_index (devices, i - 1))))
      g_ptr_array_remove_index (devices, i - 1);
  return devices;
}
