// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-limit-writes.h"

#include <math.h>

#include "dw-text.h"

/* Limits that stand side by side and are written with function 16 go out in one request, from the first that changes to the last; those between
 * are written with the value they have. Function 6 writes one register a request. */

static int
find_threshold (const DwProfile *profile, const char *name)
{
  for (guint i = 0; i < profile->n_thresholds; i++)
    if (g_str_equal (profile->thresholds[i].name, name))
      return (int)i;
  return -1;
}

static gboolean
is_in_range (const DwProfileThreshold *spec, double value)
{
  return isfinite (value) && !(value < spec->min) && !(value > spec->max);
}

static const char *
take_argument (DwLimitWrites *self, const DwProfile *profile, const char *name, double value)
{
  int i = find_threshold (profile, name);
  const DwProfileThreshold *spec = i >= 0 ? &profile->thresholds[i] : NULL;

  if (spec == NULL)
    return "unknown-limit";
  if (spec->write_function == 0)
    return "read-only-limit";
  if (!is_in_range (spec, value) || !dw_register_encode (value / spec->scale, spec->type, spec->order, self->words + i * DW_LIMIT_WORDS))
    return "out-of-range";
  self->is_asked[i] = TRUE;
  return NULL;
}

static const char *
take_arguments (DwLimitWrites *self, const DwProfile *profile, GHashTable *arguments, const char **name)
{
  GHashTableIter iter;
  gpointer key, value;

  *name = NULL;
  if (arguments == NULL || g_hash_table_size (arguments) == 0)
    return "no-limit";
  g_hash_table_iter_init (&iter, arguments);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *code = take_argument (self, profile, key, *(double *)value);

      *name = key;
      if (code != NULL)
        return code;
    }
  return NULL;
}

static int
compare_addresses (gconstpointer a, gconstpointer b, gpointer data)
{
  const DwProfile *profile = data;
  const DwProfileThreshold *x = &profile->thresholds[*(const guint *)a];
  const DwProfileThreshold *y = &profile->thresholds[*(const guint *)b];

  return (x->write_function << 16 | x->address) - (y->write_function << 16 | y->address);
}

static gboolean
follows (const DwModbusRequest *request, const DwProfileThreshold *spec)
{
  return request->function == DW_MODBUS_WRITE_REGISTERS && spec->write_function == DW_MODBUS_WRITE_REGISTERS &&
         (guint)request->address + request->count == spec->address &&
         request->count + dw_register_type_width (spec->type) <= DW_MODBUS_WRITE_MAX;
}

static void
append_words (DwModbusRequest *request, const guint16 *words, guint n)
{
  memcpy (request->words + request->count, words, n * sizeof *words);
  request->count += n;
}

static void
add_single_writes (DwLimitWrites *self, const DwProfileThreshold *spec, const guint16 *words)
{
  for (guint i = 0; i < dw_register_type_width (spec->type); i++)
    {
      DwModbusRequest request = { .function = spec->write_function, .address = spec->address + i, .count = 1 };

      request.words[0] = words[i];
      g_array_append_val (self->requests, request);
    }
}

/* The requests in address order. run collects neighbours; it is sent up to the last one that was asked for (its length then stands in sure). */
static void
make_requests (DwLimitWrites *self, const DwProfile *profile, const guint *order)
{
  DwModbusRequest run = { 0 };
  guint16 sure = 0;

  for (guint i = 0; i <= self->n_thresholds; i++)
    {
      const DwProfileThreshold *spec = i < self->n_thresholds ? &profile->thresholds[order[i]] : NULL;
      const guint16 *words = spec != NULL ? self->words + order[i] * DW_LIMIT_WORDS : NULL;

      if (sure > 0 && (spec == NULL || !follows (&run, spec)))
        {
          run.count = sure;
          g_array_append_val (self->requests, run);
          sure = 0;
        }
      if (spec == NULL || (sure == 0 && !self->is_asked[order[i]]))
        continue;
      if (spec->write_function != DW_MODBUS_WRITE_REGISTERS)
        {
          add_single_writes (self, spec, words);
          continue;
        }
      if (sure == 0)
        run = (DwModbusRequest){ .function = DW_MODBUS_WRITE_REGISTERS, .address = spec->address };
      append_words (&run, words, dw_register_type_width (spec->type));
      if (self->is_asked[order[i]])
        sure = run.count;
    }
}

DwLimitWrites *
dw_limit_writes_new (const DwProfile *profile, GHashTable *arguments, const guint16 *current, const char **code, const char **name)
{
  g_autoptr (DwLimitWrites) self = g_new0 (DwLimitWrites, 1);
  g_autofree guint *order = g_new (guint, profile->n_thresholds + 1);

  self->requests = g_array_new (FALSE, FALSE, sizeof (DwModbusRequest));
  self->n_thresholds = profile->n_thresholds;
  self->words = g_memdup2 (current, profile->n_thresholds * DW_LIMIT_WORDS * sizeof *current);
  self->is_asked = g_new0 (gboolean, profile->n_thresholds);
  *code = take_arguments (self, profile, arguments, name);
  if (*code != NULL)
    return NULL;

  for (guint i = 0; i < profile->n_thresholds; i++)
    order[i] = i;
  g_qsort_with_data (order, (int)profile->n_thresholds, sizeof *order, compare_addresses, (gpointer)profile);
  make_requests (self, profile, order);
  return g_steal_pointer (&self);
}

void
dw_limit_writes_free (DwLimitWrites *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->requests, g_array_unref);
  g_free (self->words);
  g_free (self->is_asked);
  g_free (self);
}

gboolean
dw_limit_writes_match (const DwLimitWrites *self, const DwProfile *profile, const guint16 *words)
{
  for (guint i = 0; i < self->n_thresholds; i++)
    if (self->is_asked[i] && memcmp (self->words + i * DW_LIMIT_WORDS, words + i * DW_LIMIT_WORDS, dw_register_type_width (profile->thresholds[i].type) * sizeof *words) != 0)
      return FALSE;
  return TRUE;
}

static int
count_decimals (double scale)
{
  int decimals = 0;

  for (; decimals < 4 && fabs (scale - round (scale)) > 1e-9; decimals++)
    scale *= 10;
  return decimals;
}

char *
dw_limit_writes_describe (const DwLimitWrites *self, const DwProfile *profile, const guint16 *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_thresholds; i++)
    {
      const DwProfileThreshold *spec = &profile->thresholds[i];
      double value = dw_register_decode (words + i * DW_LIMIT_WORDS, spec->type, spec->order) * spec->scale;
      g_autofree char *number = dw_text_number (value, count_decimals (spec->scale));

      if (self->is_asked[i])
        g_string_append_printf (text, "%s%s %s%s%s", text->len > 0 ? ", " : "", spec->name, number, spec->unit != NULL && *spec->unit ? " " : "", spec->unit != NULL ? spec->unit : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
