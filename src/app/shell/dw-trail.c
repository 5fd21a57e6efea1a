// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trail.h"

#include <string.h>

#define MAX_STOPS 50

struct _DwTrail
{
  GPtrArray *stops; /* DwTrailStop */
  guint here;       /* index of the stop we are at */
};

static void
stop_free (gpointer data)
{
  DwTrailStop *stop = data;

  g_free (stop->page_id);
  g_free (stop);
}

DwTrail *
dw_trail_new (void)
{
  DwTrail *self = g_new0 (DwTrail, 1);

  self->stops = g_ptr_array_new_with_free_func (stop_free);
  return self;
}

void
dw_trail_free (DwTrail *self)
{
  g_ptr_array_unref (self->stops);
  g_free (self);
}

static gboolean
is_here (DwTrail *self, const char *page_id, gint64 place_id)
{
  const DwTrailStop *stop = self->stops->len > 0 ? g_ptr_array_index (self->stops, self->here) : NULL;

  return stop != NULL && stop->place_id == place_id && strcmp (stop->page_id, page_id) == 0;
}

void
dw_trail_push (DwTrail *self, const char *page_id, gint64 place_id)
{
  DwTrailStop *stop = NULL;

  if (is_here (self, page_id, place_id))
    return;
  if (self->stops->len > self->here + 1)
    g_ptr_array_set_size (self->stops, (int)self->here + 1);
  if (self->stops->len == MAX_STOPS)
    g_ptr_array_remove_index (self->stops, 0);
  stop = g_new0 (DwTrailStop, 1);
  stop->page_id = g_strdup (page_id);
  stop->place_id = place_id;
  g_ptr_array_add (self->stops, stop);
  self->here = self->stops->len - 1;
}

const DwTrailStop *
dw_trail_back (DwTrail *self)
{
  if (self->here == 0)
    return NULL;
  return g_ptr_array_index (self->stops, --self->here);
}

const DwTrailStop *
dw_trail_forward (DwTrail *self)
{
  if (self->here + 1 >= self->stops->len)
    return NULL;
  return g_ptr_array_index (self->stops, ++self->here);
}
