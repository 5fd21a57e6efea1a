// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-quantity.h"

#include <glib/gi18n-lib.h>

/* The vocabulary of points. A name is a quantity's word, alone or followed by "_" and a phase word or a number: "residual_current",
 * "voltage_ab", "temperature_3". One table of quantities and one of phases are the whole grammar, so that a profile, the tool and
 * an export cannot disagree about a name. States of a device without a place of their own are "status_<word>" or "<word>_status". */

#define BIT(phase) (1u << (phase))
#define PHASES_ABC (BIT (DW_PHASE_A) | BIT (DW_PHASE_B) | BIT (DW_PHASE_C))
#define PHASES_LINE (BIT (DW_PHASE_AB) | BIT (DW_PHASE_BC) | BIT (DW_PHASE_CA))
#define PHASES_POWER (PHASES_ABC | BIT (DW_PHASE_TOTAL))
#define PHASES_RATE (BIT (DW_PHASE_SHARP) | BIT (DW_PHASE_PEAK) | BIT (DW_PHASE_FLAT) | BIT (DW_PHASE_VALLEY) | BIT (DW_PHASE_DEEP_VALLEY))
#define BARE BIT (DW_PHASE_NONE)

typedef struct
{
  const char *word;
  const char *title;
  const char *unit;
  int decimals;
  gboolean state;
  guint phases;    /* bit per DwPhase; BARE: the word alone is a name */
  guint max_index; /* 0: not numbered */
} QuantityInfo;

static const QuantityInfo quantities[DW_N_QUANTITIES] = {
  [DW_QUANTITY_NONE] = { "", N_ ("None"), "", 0, FALSE, 0, 0 },
  [DW_QUANTITY_RESIDUAL_CURRENT] = { "residual_current", N_ ("Residual current"), "mA", 0, FALSE, BARE, 0 },
  [DW_QUANTITY_TEMPERATURE] = { "temperature", N_ ("Temperature"), "°C", 0, FALSE, PHASES_ABC | BIT (DW_PHASE_N) | BIT (DW_PHASE_BOX) | BIT (DW_PHASE_AMBIENT), 16 },
  [DW_QUANTITY_VOLTAGE] = { "voltage", N_ ("Voltage"), "V", 1, FALSE, PHASES_ABC | PHASES_LINE, 0 },
  [DW_QUANTITY_CURRENT] = { "current", N_ ("Current"), "A", 1, FALSE, PHASES_ABC | BIT (DW_PHASE_N), 0 },
  [DW_QUANTITY_ACTIVE_POWER] = { "active_power", N_ ("Active power"), "kW", 2, FALSE, PHASES_POWER, 0 },
  [DW_QUANTITY_REACTIVE_POWER] = { "reactive_power", N_ ("Reactive power"), "kvar", 2, FALSE, PHASES_POWER, 0 },
  [DW_QUANTITY_APPARENT_POWER] = { "apparent_power", N_ ("Apparent power"), "kVA", 2, FALSE, PHASES_POWER, 0 },
  [DW_QUANTITY_POWER_FACTOR] = { "power_factor", N_ ("Power factor"), "", 3, FALSE, PHASES_POWER, 0 },
  [DW_QUANTITY_FREQUENCY] = { "frequency", N_ ("Frequency"), "Hz", 2, FALSE, BARE, 0 },
  [DW_QUANTITY_ENERGY_ACTIVE_IMPORT] = { "energy_active_import", N_ ("Active energy"), "kWh", 1, FALSE, BARE | PHASES_RATE, 0 },
  [DW_QUANTITY_ENERGY_ACTIVE_EXPORT] = { "energy_active_export", N_ ("Active energy, reverse"), "kWh", 1, FALSE, BARE | PHASES_RATE, 0 },
  [DW_QUANTITY_THD_VOLTAGE] = { "thd_voltage", N_ ("Voltage THD"), "%", 1, FALSE, PHASES_ABC, 0 },
  [DW_QUANTITY_DI] = { "di", N_ ("DI"), "", 0, TRUE, 0, 16 },
  [DW_QUANTITY_DO] = { "do", N_ ("DO"), "", 0, TRUE, 0, 16 },
  [DW_QUANTITY_BREAKER] = { "breaker", N_ ("Breaker"), "", 0, TRUE, BARE, 0 },
  [DW_QUANTITY_LOCAL_LOCK] = { "local_lock", N_ ("Local lock"), "", 0, TRUE, BARE, 0 },
  [DW_QUANTITY_TRIP_REASON] = { "trip_reason", N_ ("Trip reason"), "", 0, TRUE, BARE, 0 },
  [DW_QUANTITY_STATUS] = { "status", N_ ("Status"), "", 0, TRUE, 0, 0 },
};

/* TRANSLATORS: %s in the formats is the quantity: "Voltage, phase A". */
static const struct
{
  const char *word;
  const char *format;
} phases[] = {
  [DW_PHASE_NONE] = { "", "%s" },
  [DW_PHASE_A] = { "a", N_ ("%s, phase A") },
  [DW_PHASE_B] = { "b", N_ ("%s, phase B") },
  [DW_PHASE_C] = { "c", N_ ("%s, phase C") },
  [DW_PHASE_N] = { "n", N_ ("%s, neutral") },
  [DW_PHASE_AB] = { "ab", N_ ("%s A–B") },
  [DW_PHASE_BC] = { "bc", N_ ("%s B–C") },
  [DW_PHASE_CA] = { "ca", N_ ("%s C–A") },
  [DW_PHASE_TOTAL] = { "total", N_ ("%s, total") },
  [DW_PHASE_BOX] = { "box", N_ ("%s, box") },
  [DW_PHASE_AMBIENT] = { "ambient", N_ ("%s, ambient") },
  [DW_PHASE_SHARP] = { "sharp", N_ ("%s, sharp") },
  [DW_PHASE_PEAK] = { "peak", N_ ("%s, peak") },
  [DW_PHASE_FLAT] = { "flat", N_ ("%s, flat") },
  [DW_PHASE_VALLEY] = { "valley", N_ ("%s, valley") },
  [DW_PHASE_DEEP_VALLEY] = { "deep_valley", N_ ("%s, deep valley") },
};

/* Status words that several devices share, with their fixed numbers. Other words get a number made from their letters. */
static const struct
{
  guint index;
  const char *name;
  const char *title;
} known_statuses[] = {
  { 1001, "voltage_status", N_ ("Voltage status") },
  { 1002, "current_status", N_ ("Current status") },
};

static gboolean
parse_index (const char *text,
             guint64 max,
             guint *index)
{
  guint64 value;

  if (text[0] == '0' || !g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL))
    return FALSE;
  *index = (guint)value;
  return TRUE;
}

static gboolean
is_status_word (const char *text)
{
  if (!g_ascii_islower (text[0]))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '_')
      return FALSE;
  return TRUE;
}

/* The same word has the same number in every program: g_str_hash is the fixed djb2. The top bit keeps it away from plain numbers. */
static guint
status_index_of_word (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_statuses); i++)
    if (strcmp (name, known_statuses[i].name) == 0)
      return known_statuses[i].index;
  return g_str_hash (name) | 0x80000000u;
}

static gboolean
parse_status (const char *name,
              DwPoint *point)
{
  gboolean has_prefix = g_str_has_prefix (name, "status_");

  if (!has_prefix && !g_str_has_suffix (name, "_status"))
    return FALSE;
  *point = (DwPoint){ .quantity = DW_QUANTITY_STATUS };
  if (has_prefix && parse_index (name + strlen ("status_"), G_MAXUINT, &point->index))
    return TRUE;
  if (!is_status_word (name) || (has_prefix && name[strlen ("status_")] == '\0'))
    return FALSE;
  point->index = status_index_of_word (name);
  return TRUE;
}

static gboolean
parse_place (const QuantityInfo *info,
             const char *rest,
             DwPoint *point)
{
  if (*rest == '\0')
    return (info->phases & BARE) != 0;
  if (*rest != '_')
    return FALSE;
  rest++;
  if (info->max_index > 0 && parse_index (rest, info->max_index, &point->index))
    return TRUE;
  for (guint i = DW_PHASE_A; i < G_N_ELEMENTS (phases); i++)
    if ((info->phases & BIT (i)) != 0 && strcmp (rest, phases[i].word) == 0)
      {
        point->phase = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
dw_point_from_name (const char *name,
                    DwPoint *point)
{
  g_return_val_if_fail (name != NULL && point != NULL, FALSE);

  for (guint i = DW_QUANTITY_NONE + 1; i < DW_QUANTITY_STATUS; i++)
    {
      gsize length = strlen (quantities[i].word);

      *point = (DwPoint){ .quantity = i };
      if (strncmp (name, quantities[i].word, length) == 0 && parse_place (&quantities[i], name + length, point))
        return TRUE;
    }
  if (parse_status (name, point))
    return TRUE;
  *point = (DwPoint){ 0 };
  return FALSE;
}

char *
dw_point_to_name (DwPoint point)
{
  g_return_val_if_fail ((guint)point.quantity < DW_N_QUANTITIES, NULL);
  g_return_val_if_fail ((guint)point.phase < G_N_ELEMENTS (phases), NULL);

  if (point.quantity == DW_QUANTITY_STATUS)
    for (guint i = 0; i < G_N_ELEMENTS (known_statuses); i++)
      if (point.index == known_statuses[i].index)
        return g_strdup (known_statuses[i].name);
  if (point.index > 0)
    return g_strdup_printf ("%s_%u", quantities[point.quantity].word, point.index);
  if (point.phase != DW_PHASE_NONE)
    return g_strdup_printf ("%s_%s", quantities[point.quantity].word, phases[point.phase].word);
  return g_strdup (quantities[point.quantity].word);
}

gboolean
dw_point_equal (DwPoint a,
                DwPoint b)
{
  return a.quantity == b.quantity && a.phase == b.phase && a.index == b.index;
}

static char *
make_status_title (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_statuses); i++)
    if (index == known_statuses[i].index)
      return g_strdup (_ (known_statuses[i].title));
  if (index >= 1 && index <= 999)
    return g_strdup_printf ("%s %u", dw_quantity_title (DW_QUANTITY_STATUS), index);
  return g_strdup (dw_quantity_title (DW_QUANTITY_STATUS));
}

char *
dw_point_title (DwPoint point)
{
  const char *format;

  g_return_val_if_fail ((guint)point.quantity < DW_N_QUANTITIES, NULL);
  g_return_val_if_fail ((guint)point.phase < G_N_ELEMENTS (phases), NULL);

  if (point.quantity == DW_QUANTITY_STATUS)
    return make_status_title (point.index);
  if (point.index > 0)
    return g_strdup_printf ("%s %u", dw_quantity_title (point.quantity), point.index);
  format = point.phase == DW_PHASE_NONE ? "%s" : _ (phases[point.phase].format);
  return g_strdup_printf (format, dw_quantity_title (point.quantity));
}

const char *
dw_quantity_unit (DwQuantity quantity)
{
  g_return_val_if_fail ((guint)quantity < DW_N_QUANTITIES, "");
  return quantities[quantity].unit;
}

int
dw_quantity_decimals (DwQuantity quantity)
{
  g_return_val_if_fail ((guint)quantity < DW_N_QUANTITIES, 0);
  return quantities[quantity].decimals;
}

gboolean
dw_quantity_is_state (DwQuantity quantity)
{
  g_return_val_if_fail ((guint)quantity < DW_N_QUANTITIES, FALSE);
  return quantities[quantity].state;
}

const char *
dw_quantity_title (DwQuantity quantity)
{
  g_return_val_if_fail ((guint)quantity < DW_N_QUANTITIES, "");
  return _ (quantities[quantity].title);
}
