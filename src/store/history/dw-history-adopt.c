// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: samples that version 1 of the file kept as plain rows. They say their values in the order of the device's channels and nothing else, so they can be taken
// over only when the station has said what the channels are. What has more values than there are columns now is given up: nobody can say what it meant.

#include "dw-history-private.h"
#include "dw-table-sample.h"

static GPtrArray *
make_reports (const DwHistoryRows *rows, gint64 device_id)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);

  for (guint row = 0; row < rows->n_rows; row++)
    {
      DwReport *report = dw_report_new (device_id, rows->n_columns);

      report->time_ms = rows->times_ms[row];
      for (guint i = 0; i < rows->n_columns; i++)
        {
          report->values[i].value = rows->values[(gsize)row * rows->n_columns + i];
          report->values[i].quality = rows->qualities[(gsize)row * rows->n_columns + i];
        }
      g_ptr_array_add (reports, report);
    }
  return reports;
}

gboolean
dw_history_adopt_rows (DwHistory *self, gint64 device_id, GError **error)
{
  g_autoptr (GArray) columns = dw_history_get_columns (self, device_id, error);
  g_autoptr (DwHistoryRows) rows = NULL;
  g_autoptr (GPtrArray) reports = NULL;
  g_autoptr (GError) problem = NULL;

  if (columns == NULL)
    return FALSE;
  rows = dw_table_sample_query (self->write_db, device_id, 0, 0, &problem);
  if (rows == NULL)
    g_message ("%s", problem->message);
  else if (rows->n_rows == 0)
    return TRUE;
  else if (rows->n_columns <= columns->len)
    {
      reports = make_reports (rows, device_id);
      if (!dw_history_append (self, reports, 0, error))
        return FALSE;
    }
  return dw_table_sample_forget (self->write_db, device_id, error);
}
