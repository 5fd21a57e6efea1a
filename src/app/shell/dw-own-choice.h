// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* How somebody likes a part of the screen, kept for each person: there again at the next start, and when they sign in again. The part says what there is to keep, as keys of a group named after what it
 * is; what is kept is written a moment after the hand has rested, when the person changes, and when the part goes. Main thread. */
typedef struct _DwOwnChoice DwOwnChoice;

typedef struct
{
  const char *what; /* "map": names group and setting; static */
  void (*write) (GKeyFile *file, gpointer data);
  /* Every key may be missing, or hold what is no longer there: then the default. Also called with nothing in the file, for who has kept nothing. */
  void (*read) (GKeyFile *file, gpointer data);
} DwOwnChoiceClass;

/* Reads what the person who sits here had kept. klass and data must outlive it. */
DwOwnChoice *dw_own_choice_new (DwStation *station, const DwOwnChoiceClass *klass, gpointer data);
/* Keeps at once what was not kept yet. */
void dw_own_choice_free (DwOwnChoice *self);
/* A hand changed something. While something is being read it is no hand. */
void dw_own_choice_changed (DwOwnChoice *self);

G_END_DECLS
