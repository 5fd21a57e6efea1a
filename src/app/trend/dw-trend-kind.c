// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* quantity DW_QUANTITY_NONE: only derived channels. derived: names that the desk computes (dw-trend-desk.h). */
static const struct
{
  const char *word, *title;
  DwQuantity quantity;
  const char *derived[2];
  gboolean from_zero;
} kinds[DW_N_TREND_KINDS] = {
  [DW_TREND_KIND_RESIDUAL_CURRENT] = { "residual-current", N_ ("Residual current"), DW_QUANTITY_RESIDUAL_CURRENT, { NULL }, TRUE },
  [DW_TREND_KIND_CURRENT] = { "current", N_ ("Current"), DW_QUANTITY_CURRENT, { NULL }, TRUE },
  [DW_TREND_KIND_VOLTAGE] = { "voltage", N_ ("Voltage"), DW_QUANTITY_VOLTAGE, { NULL }, FALSE },
  [DW_TREND_KIND_TEMPERATURE] = { "temperature", N_ ("Temperature"), DW_QUANTITY_TEMPERATURE, { NULL }, FALSE },
  [DW_TREND_KIND_ACTIVE_POWER] = { "active-power", N_ ("Active power"), DW_QUANTITY_ACTIVE_POWER, { NULL }, TRUE },
  [DW_TREND_KIND_POWER_FACTOR] = { "power-factor", N_ ("Power factor"), DW_QUANTITY_POWER_FACTOR, { "power_factor" }, FALSE },
  [DW_TREND_KIND_UNBALANCE] = { "unbalance", N_ ("Unbalance"), DW_QUANTITY_NONE, { "unbalance_voltage", "unbalance_current" }, TRUE },
  [DW_TREND_KIND_LOAD_RATE] = { "load-rate", N_ ("Load rate"), DW_QUANTITY_NONE, { "load_rate" }, TRUE },
  [DW_TREND_KIND_REACTIVE_POWER] = { "reactive-power", N_ ("Reactive power"), DW_QUANTITY_REACTIVE_POWER, { NULL }, FALSE },
  [DW_TREND_KIND_APPARENT_POWER] = { "apparent-power", N_ ("Apparent power"), DW_QUANTITY_APPARENT_POWER, { NULL }, TRUE },
  [DW_TREND_KIND_FREQUENCY] = { "frequency", N_ ("Frequency"), DW_QUANTITY_FREQUENCY, { NULL }, FALSE },
  [DW_TREND_KIND_THD] = { "thd", N_ ("Voltage THD"), DW_QUANTITY_THD_VOLTAGE, { NULL }, TRUE },
  [DW_TREND_KIND_ENERGY] = { "energy", N_ ("Energy reading"), DW_QUANTITY_ENERGY_ACTIVE_IMPORT, { NULL }, FALSE },
};

/* Which channel stands for a device that has several of a kind: the first of these phases that is there. */
static const DwPhase representatives[] = { DW_PHASE_TOTAL, DW_PHASE_NONE, DW_PHASE_A, DW_PHASE_AB };

const char *
dw_trend_kind_word (DwTrendKind kind)
{
  return kinds[kind].word;
}

gboolean
dw_trend_kind_from_word (const char *word, DwTrendKind *kind)
{
  for (guint i = 0; i < DW_N_TREND_KINDS; i++)
    if (strcmp (kinds[i].word, word) == 0)
      {
        *kind = (DwTrendKind)i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_trend_kind_title (DwTrendKind kind)
{
  return _ (kinds[kind].title);
}

gboolean
dw_trend_kind_is_from_zero (DwTrendKind kind)
{
  return kinds[kind].from_zero;
}

static gboolean
is_derived (DwTrendKind kind, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds[kind].derived); i++)
    if (g_strcmp0 (kinds[kind].derived[i], name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
dw_trend_kind_of_channel (const char *name, DwTrendKind *kind)
{
  DwPoint point = { 0 };
  gboolean measured = dw_point_from_name (name, &point) && point.quantity != DW_QUANTITY_NONE;

  for (guint i = 0; i < DW_N_TREND_KINDS; i++)
    if (is_derived ((DwTrendKind)i, name) || (measured && kinds[i].quantity == point.quantity))
      {
        *kind = (DwTrendKind)i;
        return TRUE;
      }
  return FALSE;
}

DwPhase
dw_trend_channel_phase (const char *name)
{
  DwPoint point;

  return dw_point_from_name (name, &point) ? point.phase : DW_PHASE_NONE;
}

static gboolean
is_of_kind (DwTrendKind kind, const char *name)
{
  DwTrendKind found;

  return dw_trend_kind_of_channel (name, &found) && found == kind;
}

gboolean
dw_trend_kind_is_in (DwTrendKind kind, const GArray *channels)
{
  for (guint i = 0; i < channels->len; i++)
    if (is_of_kind (kind, g_array_index (channels, DwTrendChannel, i).name))
      return TRUE;
  return FALSE;
}

static GArray *
filter (DwTrendKind kind, const GArray *channels)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DwTrendChannel));

  for (guint i = 0; i < channels->len; i++)
    if (is_of_kind (kind, g_array_index (channels, DwTrendChannel, i).name))
      g_array_append_val (found, g_array_index (channels, DwTrendChannel, i));
  return found;
}

static gboolean
is_line_voltage (const char *name)
{
  DwPhase phase = dw_trend_channel_phase (name);

  return phase == DW_PHASE_AB || phase == DW_PHASE_BC || phase == DW_PHASE_CA;
}

/* Phase and line voltages lie √3 apart: on one axis they would hide each other's changes. */
static void
drop_line_voltages (GArray *channels)
{
  guint n_line = 0;

  for (guint i = 0; i < channels->len; i++)
    n_line += is_line_voltage (g_array_index (channels, DwTrendChannel, i).name);
  if (n_line == channels->len)
    return;
  for (guint i = channels->len; i-- > 0;)
    if (is_line_voltage (g_array_index (channels, DwTrendChannel, i).name))
      g_array_remove_index (channels, i);
}

static int
find_phase (const GArray *channels, DwPhase phase)
{
  for (guint i = 0; i < channels->len; i++)
    if (dw_trend_channel_phase (g_array_index (channels, DwTrendChannel, i).name) == phase)
      return (int)i;
  return -1;
}

static int
find_name (const GArray *channels, const char *name)
{
  for (guint i = 0; i < channels->len; i++)
    if (strcmp (g_array_index (channels, DwTrendChannel, i).name, name) == 0)
      return (int)i;
  return -1;
}

static int
find_representative (const GArray *channels, const char *pinned)
{
  int index = pinned != NULL ? find_name (channels, pinned) : -1;

  for (guint i = 0; index < 0 && i < G_N_ELEMENTS (representatives); i++)
    index = find_phase (channels, representatives[i]);
  return MAX (index, 0);
}

GArray *
dw_trend_kind_pick (DwTrendKind kind, const GArray *channels, const char *pinned, gboolean alone)
{
  GArray *found = filter (kind, channels);

  if (found->len > 0 && alone)
    {
      drop_line_voltages (found);
      g_array_set_size (found, MIN (found->len, DW_TREND_MAX_LINES));
    }
  else if (found->len > 0)
    {
      DwTrendChannel one = g_array_index (found, DwTrendChannel, find_representative (found, pinned));

      g_array_set_size (found, 0);
      g_array_append_val (found, one);
    }
  return found;
}
