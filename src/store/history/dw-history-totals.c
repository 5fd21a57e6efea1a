// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: aggregates as bytes, version 1.
//
//   table  = magic (2 bytes), 1, head length (varint), head, CRC32, { column, CRC32 } …
//   head   = layout, number of the hour or day, columns (varints), length of column 1, length of column 2, …
//   column = slots that have anything (varint, bit i = slot i); when it is 0 that is all. Else
//            form (1 byte)
//            others                   runs of numbers, each behind its length, of the slots that have anything; left out when form has NO_OTHERS
//            count, weight in ms      two varints when form has EVEN (all alike), else count of the slots that have anything, weight of those whose count is not 0
//            min, max − min, sum − rest of the sum                              of the slots whose count is not 0
//            integral − rest of the integral (low 64 bits, then high with WIDE) of the same; left out when form has NO_REST
//   form   = WIDE 1 · NO_OTHERS 2 · EVEN 4 · NO_REST 8
//   rest of the sum      = (2 min + (max − min)) × count / 2        what it is when the values lie evenly
//   rest of the integral = sum × weight / count                     what it is when the samples keep their beat
//   integral             = sum over the good samples of number × ms that it stands for
//
// The rests make the numbers small, and a channel that is sampled evenly has none of the integral at all.

#include "dw-history-totals.h"

#include <glib/gi18n-lib.h>

#include "dw-history-codec.h"
#include "dw-store-error.h"

#define VERSION 1

#define FORM_WIDE 1
#define FORM_NO_OTHERS 2
#define FORM_EVEN 4
#define FORM_NO_REST 8

typedef DwHistoryWide Wide;
__extension__ typedef unsigned __int128 UWide;

/* Modulo 2^64: what one side takes away the other adds. */
static gint64
guess_sum (gint64 min, gint64 range, gint64 count)
{
  Wide guess = ((Wide)2 * min + range) * count / 2;

  return (gint64)(guint64)(UWide)guess;
}

static Wide
guess_integral (gint64 sum, gint64 weight_ms, gint64 count)
{
  gint64 product;

  if (count == 1)
    return (Wide)sum * weight_ms;
  if (!__builtin_mul_overflow (sum, weight_ms, &product))
    return product / count;
  return (Wide)sum * weight_ms / count;
}

/* A whole hour is the usual case. */
static guint
count_slots (guint64 any)
{
  return any == ((guint64)1 << 60) - 1 ? 60 : (guint)__builtin_popcountll (any);
}

/* --- one column --- */

static guint64
find_slots (const DwHistoryTotals *slots, guint n)
{
  guint64 any = 0;

  for (guint i = 0; i < n; i++)
    if (slots[i].count > 0 || slots[i].others > 0)
      any |= (guint64)1 << i;
  return any;
}

typedef struct
{
  guint n, n_good;
  gboolean wide;
  gint64 others[DW_HISTORY_MAX_SLOTS], count[DW_HISTORY_MAX_SLOTS];
  gint64 weight_ms[DW_HISTORY_MAX_SLOTS], min[DW_HISTORY_MAX_SLOTS], range[DW_HISTORY_MAX_SLOTS], sum[DW_HISTORY_MAX_SLOTS];
  gint64 integral[DW_HISTORY_MAX_SLOTS], integral_high[DW_HISTORY_MAX_SLOTS];
} Runs;

static void
add_good (Runs *runs, const DwHistoryTotals *slot)
{
  guint at = runs->n_good++;
  Wide rest = slot->integral - guess_integral ((gint64)slot->sum, slot->weight_ms, slot->count);

  runs->weight_ms[at] = slot->weight_ms;
  runs->min[at] = slot->min;
  runs->range[at] = (gint64)((guint64)slot->max - (guint64)slot->min);
  runs->sum[at] = (gint64)((guint64)slot->sum - (guint64)guess_sum (slot->min, runs->range[at], slot->count));
  runs->integral[at] = (gint64)(guint64)(UWide)rest;
  runs->integral_high[at] = (gint64)(guint64)((UWide)rest >> 64);
  runs->wide |= rest != (Wide)runs->integral[at];
}

static void
make_runs (Runs *runs, const DwHistoryTotals *slots, guint n)
{
  runs->n = runs->n_good = 0;
  runs->wide = FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (slots[i].count == 0 && slots[i].others == 0)
        continue;
      runs->others[runs->n] = slots[i].others;
      runs->count[runs->n++] = slots[i].count;
      if (slots[i].count > 0)
        add_good (runs, &slots[i]);
    }
}

static gboolean
all_are (const gint64 *numbers, guint n, gint64 number)
{
  for (guint i = 0; i < n; i++)
    if (numbers[i] != number)
      return FALSE;
  return TRUE;
}

static guint8
choose_form (const Runs *runs)
{
  guint8 form = runs->wide ? FORM_WIDE : 0;

  if (all_are (runs->others, runs->n, 0))
    form |= FORM_NO_OTHERS;
  if (runs->n_good == runs->n && all_are (runs->count, runs->n, runs->count[0]) && all_are (runs->weight_ms, runs->n, runs->weight_ms[0]))
    form |= FORM_EVEN;
  if (!runs->wide && all_are (runs->integral, runs->n_good, 0))
    form |= FORM_NO_REST;
  return form;
}

static void
put_counts (GByteArray *out, const Runs *runs, guint8 form)
{
  if ((form & FORM_NO_OTHERS) == 0)
    dw_history_put_run (out, runs->others, runs->n, 0);
  if ((form & FORM_EVEN) != 0)
    {
      dw_varint_put (out, (guint64)runs->count[0]);
      dw_varint_put (out, (guint64)runs->weight_ms[0]);
      return;
    }
  dw_history_put_run (out, runs->count, runs->n, 0);
  dw_history_put_run (out, runs->weight_ms, runs->n_good, 0);
}

void
dw_history_totals_encode (GByteArray *out, const DwHistoryTotals *slots, guint n)
{
  Runs runs;
  guint8 form;

  dw_varint_put (out, find_slots (slots, n));
  make_runs (&runs, slots, n);
  if (runs.n == 0)
    return;
  form = choose_form (&runs);
  g_byte_array_append (out, &form, 1);
  put_counts (out, &runs, form);
  dw_history_put_run (out, runs.min, runs.n_good, 0);
  dw_history_put_run (out, runs.range, runs.n_good, 0);
  dw_history_put_run (out, runs.sum, runs.n_good, 0);
  if ((form & FORM_NO_REST) == 0)
    dw_history_put_run (out, runs.integral, runs.n_good, 0);
  if (runs.wide)
    dw_history_put_run (out, runs.integral_high, runs.n_good, 0);
}

static void
fill (gint64 *numbers, guint n, gint64 number)
{
  for (guint i = 0; i < n; i++)
    numbers[i] = number;
}

static gboolean
take_even_counts (DwByteReader *reader, Runs *runs)
{
  gint64 count = (gint64)(dw_varint_get (reader) & G_MAXINT64), weight_ms = (gint64)(dw_varint_get (reader) & G_MAXINT64);

  fill (runs->count, runs->n, count);
  fill (runs->weight_ms, runs->n, weight_ms);
  runs->n_good = runs->n;
  return !reader->bad && count > 0;
}

static gboolean
take_counts (DwByteReader *reader, Runs *runs, guint8 form)
{
  if ((form & FORM_NO_OTHERS) != 0)
    fill (runs->others, runs->n, 0);
  else if (!dw_history_take_run (reader, runs->others, runs->n))
    return FALSE;
  if ((form & FORM_EVEN) != 0)
    return take_even_counts (reader, runs);
  if (!dw_history_take_run (reader, runs->count, runs->n))
    return FALSE;
  for (guint i = 0; i < runs->n; i++)
    {
      if (runs->count[i] < 0 || runs->others[i] < 0)
        return FALSE;
      runs->n_good += runs->count[i] > 0;
    }
  return dw_history_take_run (reader, runs->weight_ms, runs->n_good);
}

static gboolean
take_integral (DwByteReader *reader, Runs *runs, guint8 form)
{
  if ((form & FORM_NO_REST) != 0)
    fill (runs->integral, runs->n_good, 0);
  else if (!dw_history_take_run (reader, runs->integral, runs->n_good))
    return FALSE;
  if (runs->wide)
    return dw_history_take_run (reader, runs->integral_high, runs->n_good);
  for (guint i = 0; i < runs->n_good; i++)
    runs->integral_high[i] = runs->integral[i] < 0 ? -1 : 0;
  return TRUE;
}

static gboolean
take_runs (DwByteReader *reader, Runs *runs, guint64 any)
{
  guint8 form = dw_byte_get (reader);

  runs->n = count_slots (any);
  runs->n_good = 0;
  runs->wide = (form & FORM_WIDE) != 0;
  return form <= (FORM_WIDE | FORM_NO_OTHERS | FORM_EVEN | FORM_NO_REST) && take_counts (reader, runs, form) && dw_history_take_run (reader, runs->min, runs->n_good) &&
         dw_history_take_run (reader, runs->range, runs->n_good) && dw_history_take_run (reader, runs->sum, runs->n_good) && take_integral (reader, runs, form);
}

static void
fill_slot (DwHistoryTotals *slot, const Runs *runs, guint at, guint good)
{
  slot->others = runs->others[at];
  slot->count = runs->count[at];
  if (slot->count == 0)
    return;
  slot->weight_ms = runs->weight_ms[good];
  slot->min = runs->min[good];
  slot->max = (gint64)((guint64)slot->min + (guint64)runs->range[good]);
  slot->sum = (gint64)((guint64)runs->sum[good] + (guint64)guess_sum (slot->min, runs->range[good], slot->count));
  slot->integral = (Wide)((UWide)(guint64)runs->integral_high[good] << 64 | (guint64)runs->integral[good]);
  slot->integral = (Wide)((UWide)slot->integral + (UWide)guess_integral ((gint64)slot->sum, slot->weight_ms, slot->count));
}

/* Bounds under which nothing overflows 128 bits when years are added up. */
static gboolean
slot_makes_sense (const DwHistoryTotals *slot)
{
  const gint64 most = DW_HISTORY_MAX_NUMBER;

  if (slot->count == 0)
    return slot->others <= G_MAXINT32;
  return slot->count <= G_MAXINT32 && slot->others <= G_MAXINT32 && slot->weight_ms >= 0 && slot->weight_ms <= (G_GINT64_CONSTANT (1) << 45) && slot->min <= slot->max && slot->min >= -most &&
         slot->max <= most;
}

gboolean
dw_history_totals_decode (DwByteReader *reader, DwHistoryTotals *slots, guint n)
{
  guint64 any = dw_varint_get (reader);
  guint at = 0, good = 0;
  Runs runs;

  memset (slots, 0, n * sizeof *slots);
  if (reader->bad || (n < 64 && any >> n != 0))
    return FALSE;
  if (any == 0)
    return TRUE;
  if (!take_runs (reader, &runs, any))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if ((any >> i & 1) != 0)
      {
        fill_slot (&slots[i], &runs, at, good);
        good += runs.count[at++] > 0;
        if (!slot_makes_sense (&slots[i]))
          return FALSE;
      }
  return TRUE;
}

/* --- sums alone --- */

static gboolean
skip_run (DwByteReader *reader)
{
  return !dw_bytes_take (reader, dw_varint_get (reader)).bad;
}

/* What a slot holds without the others, weights and integrals, which are passed over. */
static gboolean
take_sum_runs (DwByteReader *reader, Runs *runs, guint64 any)
{
  guint8 form = dw_byte_get (reader);

  runs->n = count_slots (any);
  runs->n_good = 0;
  if (form > (FORM_WIDE | FORM_NO_OTHERS | FORM_EVEN | FORM_NO_REST) || ((form & FORM_NO_OTHERS) == 0 && !skip_run (reader)))
    return FALSE;
  if ((form & FORM_EVEN) != 0 && !take_even_counts (reader, runs))
    return FALSE;
  if ((form & FORM_EVEN) == 0)
    {
      if (!dw_history_take_run (reader, runs->count, runs->n) || !skip_run (reader))
        return FALSE;
      for (guint i = 0; i < runs->n; i++)
        runs->n_good += runs->count[i] > 0;
    }
  return dw_history_take_run (reader, runs->min, runs->n_good) && dw_history_take_run (reader, runs->range, runs->n_good) && dw_history_take_run (reader, runs->sum, runs->n_good);
}

static gint64
restore_sum (const Runs *runs, guint at, guint good)
{
  gint64 doubled = (gint64)((guint64)runs->min[good] * 2 + (guint64)runs->range[good]), product;

  /* Numbers as they are measured: no need of 128 bits. */
  if (runs->min[good] > -G_MAXINT32 && runs->min[good] < G_MAXINT32 && runs->range[good] >= 0 && runs->range[good] < G_MAXUINT32 && !__builtin_mul_overflow (doubled, runs->count[at], &product))
    return (gint64)((guint64)runs->sum[good] + (guint64)(product / 2));
  return (gint64)((guint64)runs->sum[good] + (guint64)guess_sum (runs->min[good], runs->range[good], runs->count[at]));
}

static gboolean
decode_sums (DwByteReader *reader, DwHistorySums *sums, guint n)
{
  guint64 any = dw_varint_get (reader);
  guint at = 0, good = 0;
  Runs runs;

  if (reader->bad || (n < 64 && any >> n != 0) || (any != 0 && !take_sum_runs (reader, &runs, any)))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      sums->count[i] = sums->sum[i] = 0;
      if ((any >> i & 1) == 0)
        continue;
      if (runs.count[at] > 0)
        {
          sums->count[i] = runs.count[at];
          sums->sum[i] = restore_sum (&runs, at, good++);
        }
      at++;
    }
  return TRUE;
}

/* --- tables --- */

GByteArray *
dw_history_table_encode (const char magic[2], gint64 layout_id, gint64 number, const DwHistoryTotals *slots, guint n_columns, guint n_slots)
{
  g_autoptr (GByteArray) head = g_byte_array_sized_new (128), body = g_byte_array_sized_new (1024), part = g_byte_array_sized_new (256);
  GByteArray *table = g_byte_array_sized_new (1024);
  guint8 version = VERSION;

  dw_varint_put (head, (guint64)layout_id);
  dw_varint_put (head, (guint64)number);
  dw_varint_put (head, n_columns);
  for (guint column = 0; column < n_columns; column++)
    {
      g_byte_array_set_size (part, 0);
      dw_history_totals_encode (part, slots + (gsize)column * n_slots, n_slots);
      dw_varint_put (head, part->len);
      dw_history_put_checked (body, part);
    }
  g_byte_array_append (table, (const guint8 *)magic, 2);
  g_byte_array_append (table, &version, 1);
  dw_varint_put (table, head->len);
  dw_history_put_checked (table, head);
  g_byte_array_append (table, body->data, body->len);
  return table;
}

static gboolean
complain (const char *what, GError **error)
{
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("Aggregates of the history are damaged: %s"), what);
  return FALSE;
}

gboolean
dw_history_table_open (DwHistoryTable *self, const char magic[2], const guint8 *bytes, gsize length, GError **error)
{
  DwByteReader reader = { bytes, length, 3, FALSE }, head;
  guint64 layout_id, number, n_columns;

  if (length < 3 || memcmp (bytes, magic, 2) != 0)
    return complain (_ ("they do not begin as such"), error);
  if (bytes[2] != VERSION)
    return complain (_ ("their version is unknown"), error);
  head = dw_history_take_checked (&reader, dw_varint_get (&reader));
  layout_id = dw_varint_get (&head);
  number = dw_varint_get (&head);
  n_columns = dw_varint_get (&head);
  if (reader.bad || head.bad || layout_id > G_MAXINT64 || number > G_MAXINT32 || n_columns == 0 || n_columns > DW_HISTORY_MAX_COLUMNS)
    return complain (_ ("their head does not agree with the checksum"), error);
  self->layout_id = (gint64)layout_id;
  self->number = (gint64)number;
  self->n_columns = (guint)n_columns;
  self->lengths = head;
  self->columns = dw_bytes_take (&reader, length - reader.position);
  return TRUE;
}

gboolean
dw_history_table_read (const DwHistoryTable *self, guint column, DwHistoryTotals *slots, guint n_slots, GError **error)
{
  DwByteReader lengths = self->lengths, columns = self->columns, part;

  g_return_val_if_fail (column < self->n_columns && n_slots <= DW_HISTORY_MAX_SLOTS, FALSE);

  for (guint i = 0; i < column; i++)
    dw_bytes_take (&columns, dw_varint_get (&lengths) + sizeof (guint32));
  part = dw_history_take_checked (&columns, dw_varint_get (&lengths));
  if (part.bad || !dw_history_totals_decode (&part, slots, n_slots))
    return complain (_ ("a column cannot be read"), error);
  return TRUE;
}

gboolean
dw_history_table_read_sums (DwHistoryTableColumns *walk, guint column, DwHistorySums *sums, guint n_slots)
{
  DwByteReader part;

  g_return_val_if_fail (column < walk->table->n_columns && n_slots <= DW_HISTORY_MAX_SLOTS, FALSE);

  if (walk->next == 0 || walk->next > column)
    {
      walk->lengths = walk->table->lengths;
      walk->columns = walk->table->columns;
      walk->next = 0;
    }
  for (; walk->next < column; walk->next++)
    dw_bytes_take (&walk->columns, dw_varint_get (&walk->lengths) + DW_HISTORY_CRC_BYTES);
  walk->next++;
  part = dw_history_take_checked (&walk->columns, dw_varint_get (&walk->lengths));
  return !part.bad && decode_sums (&part, sums, n_slots);
}
