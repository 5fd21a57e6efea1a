// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-reading.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Words and titles of the quality vocabulary, and the plain report a bus worker hands over. */

static const struct
{
  const char *word;
  const char *title;
} qualities[] = {
  [DW_QUALITY_NONE] = { "none", NC_ ("quality", "none") },
  [DW_QUALITY_GOOD] = { "good", NC_ ("quality", "good") },
  [DW_QUALITY_OLD] = { "old", NC_ ("quality", "old") },
  [DW_QUALITY_DOUBTFUL] = { "doubtful", NC_ ("quality", "doubtful") },
  [DW_QUALITY_SENSOR_FAULT] = { "sensor fault", NC_ ("quality", "sensor fault") },
  [DW_QUALITY_MANUAL] = { "manual", NC_ ("quality", "manual") },
  [DW_QUALITY_ESTIMATED] = { "estimated", NC_ ("quality", "estimated") },
};

const char *
dw_quality_word (DwQuality quality)
{
  g_return_val_if_fail ((guint)quality < G_N_ELEMENTS (qualities), "none");
  return qualities[quality].word;
}

gboolean
dw_quality_from_word (const char *word,
                      DwQuality *quality)
{
  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    if (g_strcmp0 (word, qualities[i].word) == 0)
      {
        *quality = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_quality_title (DwQuality quality)
{
  g_return_val_if_fail ((guint)quality < G_N_ELEMENTS (qualities), "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "quality", qualities[quality].title);
}

DwReport *
dw_report_new (gint64 device_id,
               guint n_values)
{
  DwReport *self = g_malloc0 (sizeof *self + n_values * sizeof self->values[0]);

  self->device_id = device_id;
  self->n_values = n_values;
  for (guint i = 0; i < n_values; i++)
    self->values[i].value = NAN;
  return self;
}

DwReport *
dw_report_copy (const DwReport *self)
{
  return g_memdup2 (self, sizeof *self + self->n_values * sizeof self->values[0]);
}

void
dw_report_free (DwReport *self)
{
  g_free (self);
}
