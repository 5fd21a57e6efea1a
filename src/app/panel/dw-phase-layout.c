// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-phase-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The order of the rows is that of the display on the box, so that a phone call with somebody who stands in front of it finds the same lines (S0-29). */

typedef struct
{
  const char *name;
  DwQuantity quantity;
  DwPhase phases[DW_PHASE_COLUMNS];
  gboolean wide;
} RowKind;

static const RowKind kinds[] = {
  { N_ ("Voltage U"), DW_QUANTITY_VOLTAGE, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_NONE } },
  { N_ ("Line voltage U"), DW_QUANTITY_VOLTAGE, { DW_PHASE_AB, DW_PHASE_BC, DW_PHASE_CA, DW_PHASE_NONE } },
  { N_ ("Current I"), DW_QUANTITY_CURRENT, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_N } },
  { N_ ("Active P"), DW_QUANTITY_ACTIVE_POWER, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_TOTAL } },
  { N_ ("Reactive Q"), DW_QUANTITY_REACTIVE_POWER, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_TOTAL } },
  { N_ ("Apparent S"), DW_QUANTITY_APPARENT_POWER, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_TOTAL } },
  { N_ ("Power factor"), DW_QUANTITY_POWER_FACTOR, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_TOTAL } },
  { N_ ("Temperature T"), DW_QUANTITY_TEMPERATURE, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_N } },
  { N_ ("Voltage THD"), DW_QUANTITY_THD_VOLTAGE, { DW_PHASE_A, DW_PHASE_B, DW_PHASE_C, DW_PHASE_TOTAL } },
  { N_ ("Energy in"), DW_QUANTITY_ENERGY_ACTIVE_IMPORT, { DW_PHASE_NONE, DW_PHASE_NONE, DW_PHASE_NONE, DW_PHASE_NONE }, TRUE },
  { N_ ("Energy out"), DW_QUANTITY_ENERGY_ACTIVE_EXPORT, { DW_PHASE_NONE, DW_PHASE_NONE, DW_PHASE_NONE, DW_PHASE_NONE }, TRUE },
  { N_ ("Frequency f"), DW_QUANTITY_FREQUENCY, { DW_PHASE_NONE, DW_PHASE_NONE, DW_PHASE_NONE, DW_PHASE_NONE }, TRUE },
};

static const DwStroke column_strokes[DW_PHASE_COLUMNS] = { DW_STROKE_A, DW_STROKE_B, DW_STROKE_C, DW_STROKE_N };

static int
find (DwDevice *device, DwQuantity quantity, DwPhase phase, guint index)
{
  DwPoint wanted = { .quantity = quantity, .phase = phase, .index = index };

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    if (dw_point_equal (dw_device_get_channel (device, i)->point, wanted))
      return (int)i;
  return -1;
}

static DwPhaseRow
empty_row (const char *name, DwQuantity quantity)
{
  DwPhaseRow row = { .name = _ (name), .unit = dw_quantity_unit (quantity), .channels = { -1, -1, -1, -1 } };

  memcpy (row.strokes, column_strokes, sizeof row.strokes);
  return row;
}

static gboolean
has_channel (const DwPhaseRow *row)
{
  for (guint i = 0; i < DW_PHASE_COLUMNS; i++)
    if (row->channels[i] >= 0)
      return TRUE;
  return FALSE;
}

static void
add_row (DwPhaseLayout *layout, const DwPhaseRow *row)
{
  if (has_channel (row) && layout->n_rows < DW_PHASE_MAX_ROWS)
    layout->rows[layout->n_rows++] = *row;
}

/* A total is no phase: its line is drawn like a single quantity, and beside three phases it would flatten them, so it stays out of the spark. */
static void
choose_strokes (DwPhaseRow *row, const RowKind *kind)
{
  if (kind->phases[3] == DW_PHASE_TOTAL || kind->wide)
    row->strokes[3] = DW_STROKE_SINGLE;
}

static void
add_kind (DwDevice *device, const RowKind *kind, DwPhaseLayout *layout)
{
  DwPhaseRow row = empty_row (kind->name, kind->quantity);

  for (guint i = 0; i < DW_PHASE_COLUMNS && !kind->wide; i++)
    if (kind->phases[i] != DW_PHASE_NONE)
      row.channels[i] = find (device, kind->quantity, kind->phases[i], 0);
  /* Without a phase: the one value of a single phase device, or the only value of its kind. */
  if (row.channels[0] < 0 && row.channels[3] < 0)
    row.channels[kind->wide || !layout->single_phase ? 3 : 0] = find (device, kind->quantity, DW_PHASE_NONE, 0);
  row.wide = kind->wide;
  choose_strokes (&row, kind);
  add_row (layout, &row);
}

/* Numbered probes, four to a row: T1–T4, T5–T8 … */
static void
add_probes (DwDevice *device, DwPhaseLayout *layout)
{
  for (guint first = 1; first <= 13; first += DW_PHASE_COLUMNS)
    {
      DwPhaseRow row = empty_row (N_ ("Temperature T1–T4"), DW_QUANTITY_TEMPERATURE);
      static const char *const names[] = { N_ ("Temperature T1–T4"), N_ ("Temperature T5–T8"), N_ ("Temperature T9–T12"), N_ ("Temperature T13–T16") };

      row.name = _ (names[first / DW_PHASE_COLUMNS]);
      for (guint i = 0; i < DW_PHASE_COLUMNS; i++)
        row.channels[i] = find (device, DW_QUANTITY_TEMPERATURE, DW_PHASE_NONE, first + i);
      add_row (layout, &row);
    }
}

void
dw_phase_layout_make (DwDevice *device, DwPhaseLayout *layout)
{
  *layout = (DwPhaseLayout){ 0 };
  layout->single_phase = find (device, DW_QUANTITY_CURRENT, DW_PHASE_B, 0) < 0 && find (device, DW_QUANTITY_VOLTAGE, DW_PHASE_B, 0) < 0 &&
                         find (device, DW_QUANTITY_VOLTAGE, DW_PHASE_AB, 0) < 0;
  layout->has_neutral = find (device, DW_QUANTITY_CURRENT, DW_PHASE_N, 0) >= 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].quantity == DW_QUANTITY_THD_VOLTAGE)
        add_probes (device, layout);
      add_kind (device, &kinds[i], layout);
    }
}
