// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-choice-desk.h"

#include "dw-station-private.h"

static char *
make_key (const char *person_id, const char *what)
{
  return g_strconcat (what, "-choice/", person_id, NULL);
}

gboolean
dw_choice_desk_keep (DwStation *station, const char *person_id, const char *what, const char *text, GError **error)
{
  g_autofree char *key = make_key (person_id, what);

  return dw_store_set_setting (station->store, key, text, error);
}

char *
dw_choice_desk_dup (DwStation *station, const char *person_id, const char *what)
{
  g_autofree char *key = make_key (person_id, what);

  return dw_store_get_setting (station->store, key);
}
