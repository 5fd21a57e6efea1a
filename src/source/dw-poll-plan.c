// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-poll-plan.h"

/* Each request costs a turn-around of the line (some tens of milliseconds), each register only two bytes: so it pays to read a few registers
 * that nobody needs rather than to ask twice. */

#define JOIN_GAP_MAX 8
#define FAILED_ROUNDS_MAX 3 /* after so many a device counts as silent ... */
#define SILENT_EVERY 10     /* ... and is asked only once in so many rounds */

typedef struct
{
  guint8 function;
  guint16 address;
  guint count;
  guint period_factor;
  guint part;
} Span;

static gboolean
reads_bits (guint8 function)
{
  return function == DW_MODBUS_READ_COILS || function == DW_MODBUS_READ_DISCRETE;
}

static guint
find_limit (guint8 function)
{
  return reads_bits (function) ? DW_MODBUS_BITS_MAX : DW_MODBUS_READ_MAX;
}

static guint
count_reply_bytes (guint8 function, guint count)
{
  return reads_bits (function) ? (count + 7) / 8 : count * 2;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *x = a, *y = b;

  if (x->function != y->function)
    return x->function < y->function ? -1 : 1;
  if (x->period_factor != y->period_factor)
    return x->period_factor < y->period_factor ? -1 : 1;
  if (x->address != y->address)
    return x->address < y->address ? -1 : 1;
  return x->part < y->part ? -1 : x->part > y->part;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;

  return x < y ? -1 : x > y;
}

static gboolean
joins (const DwPollRead *read, const Span *span)
{
  guint end = (guint)read->address + read->count;
  guint span_end = (guint)span->address + span->count;

  return read->function == span->function && read->period_factor == span->period_factor &&
         span->address <= end + JOIN_GAP_MAX &&
         MAX (end, span_end) - read->address <= find_limit (read->function);
}

static void
add_span (DwPollPlan *self, const Span *span, guint n_parts, gboolean join)
{
  DwPollRead *last = self->n_reads > 0 ? &self->reads[self->n_reads - 1] : NULL;

  self->parts[n_parts] = span->part;
  if (join && last != NULL && joins (last, span))
    {
      guint end = MAX ((guint)last->address + last->count, (guint)span->address + span->count);

      last->count = (guint16)(end - last->address);
      last->n_parts++;
      return;
    }
  self->reads[self->n_reads++] = (DwPollRead){
    .function = span->function,
    .address = span->address,
    .count = (guint16)span->count,
    .period_factor = span->period_factor,
    .first_part = n_parts,
    .n_parts = 1,
  };
}

static DwPollPlan *
make_plan (Span *spans, guint n_spans, gboolean join)
{
  DwPollPlan *self = g_new0 (DwPollPlan, 1);

  if (n_spans > 0)
    qsort (spans, n_spans, sizeof *spans, compare_spans);
  self->reads = g_new0 (DwPollRead, n_spans);
  self->parts = g_new0 (guint, n_spans);
  for (guint i = 0; i < n_spans; i++)
    add_span (self, &spans[i], i, join);

  /* Decoded in the profile's order, because a later block may speak about the points of an earlier one. */
  for (guint i = 0; i < self->n_reads; i++)
    qsort (self->parts + self->reads[i].first_part, self->reads[i].n_parts, sizeof (guint), compare_parts);
  return self;
}

/* The reads stand in the order of their first block, which is the order the profile's author chose. */
static void
sort_reads (DwPollPlan *self)
{
  for (guint i = 1; i < self->n_reads; i++)
    for (guint j = i; j > 0 && self->parts[self->reads[j].first_part] < self->parts[self->reads[j - 1].first_part]; j--)
      {
        DwPollRead swap = self->reads[j];

        self->reads[j] = self->reads[j - 1];
        self->reads[j - 1] = swap;
      }
}

DwPollPlan *
dw_poll_plan_new_blocks (const DwProfile *profile, gboolean join)
{
  g_autofree Span *spans = g_new0 (Span, profile->n_blocks);
  DwPollPlan *self;

  for (guint i = 0; i < profile->n_blocks; i++)
    {
      const DwProfileBlock *block = &profile->blocks[i];

      spans[i] = (Span){ block->function, block->address, block->count, MAX (1, block->period_factor), i };
    }
  self = make_plan (spans, profile->n_blocks, join);
  sort_reads (self);
  return self;
}

DwPollPlan *
dw_poll_plan_new_limits (const DwProfile *profile)
{
  g_autofree Span *spans = g_new0 (Span, profile->n_thresholds);
  DwPollPlan *self;

  for (guint i = 0; i < profile->n_thresholds; i++)
    {
      const DwProfileThreshold *threshold = &profile->thresholds[i];

      spans[i] = (Span){ threshold->read_function, threshold->address, dw_register_type_width (threshold->type), 1, i };
    }
  self = make_plan (spans, profile->n_thresholds, TRUE);
  sort_reads (self);
  return self;
}

void
dw_poll_plan_free (DwPollPlan *self)
{
  if (self == NULL)
    return;
  g_free (self->reads);
  g_free (self->parts);
  g_free (self);
}

static gboolean
has_reply_of (const DwPollPlan *const *plans, guint n_plans, guint8 function, guint bytes)
{
  for (guint i = 0; i < n_plans; i++)
    for (guint j = 0; j < plans[i]->n_reads; j++)
      if (plans[i]->reads[j].function == function && count_reply_bytes (function, plans[i]->reads[j].count) == bytes)
        return TRUE;
  return FALSE;
}

static gboolean
find_free_count (const DwPollPlan *const *plans, guint n_plans, const DwPollRead *read, DwPollRead *fence)
{
  for (guint count = 1; count < read->count; count++)
    if (!has_reply_of (plans, n_plans, read->function, count_reply_bytes (read->function, count)))
      {
        *fence = *read;
        fence->count = (guint16)count;
        return TRUE;
      }
  return FALSE;
}

gboolean
dw_poll_plan_find_fence (const DwPollPlan *const *plans, guint n_plans, DwPollRead *fence)
{
  for (guint i = 0; i < plans[0]->n_reads; i++)
    if (find_free_count (plans, n_plans, &plans[0]->reads[i], fence))
      return TRUE;
  return FALSE;
}

gboolean
dw_poll_is_due (guint failed_rounds, guint64 round, guint index)
{
  return failed_rounds < FAILED_ROUNDS_MAX || (round + index) % SILENT_EVERY == 0;
}

guint
dw_poll_next (guint now, guint period_factor, guint index)
{
  guint factor = MAX (1, period_factor);

  return now == 0 ? factor - index % factor : now + factor;
}
