// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-search.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-words.h"
#include "dw-place-filter.h"
#include "dw-search-keys.h"

/* The finding half of the search: no widgets. Every word must fit the thing itself or something above it, at least one the thing itself: else everything
 * below a school that fits would stand before other schools. Of each group the best five are kept. */

#define PER_GROUP 5
#define NO_FIT G_MAXUINT

enum {
  GROUP_SCHOOL,
  GROUP_BOX,
  GROUP_CIRCUIT,
  GROUP_DEVICE,
  GROUP_CONTACT,
  GROUP_ALARM,
  GROUP_ROOM,
  GROUP_REGION,
  N_GROUPS,
};

static const char *const group_titles[N_GROUPS] = {
  [GROUP_SCHOOL] = N_ ("Schools"),
  [GROUP_BOX] = N_ ("Boxes"),
  [GROUP_CIRCUIT] = N_ ("Circuits"),
  [GROUP_DEVICE] = N_ ("Devices"),
  [GROUP_CONTACT] = N_ ("People"),
  [GROUP_ALARM] = N_ ("Alarms"),
  [GROUP_ROOM] = N_ ("Buildings and rooms"),
  [GROUP_REGION] = N_ ("Districts and regions"),
};

static const guint group_of_kind[DW_N_PLACE_KINDS] = {
  [DW_PLACE_DISTRICT] = GROUP_REGION,
  [DW_PLACE_REGION] = GROUP_REGION,
  [DW_PLACE_SCHOOL] = GROUP_SCHOOL,
  [DW_PLACE_BUILDING] = GROUP_ROOM,
  [DW_PLACE_ROOM] = GROUP_ROOM,
  [DW_PLACE_BOX] = GROUP_BOX,
  [DW_PLACE_CIRCUIT] = GROUP_CIRCUIT,
};

typedef struct
{
  gpointer thing; /* borrowed: DwPlace, DwDevice, DwAlarm */
  guint score;    /* smaller is better */
  glong length;   /* of the name: the shorter is the nearer one */
} Fit;

typedef struct
{
  DwStation *station;
  const DwPerson *person;
  const DwNameQuery *query;
  guint n_words;
  Fit fits[N_GROUPS][PER_GROUP];
  guint n_fits[N_GROUPS];
} Search;

void
dw_search_hit_free (DwSearchHit *self)
{
  g_free (self->title);
  g_free (self->note);
  g_free (self->target);
  g_free (self);
}

DwSearchHit *
dw_search_hit_copy (const DwSearchHit *self)
{
  DwSearchHit *copy = g_new (DwSearchHit, 1);

  *copy = (DwSearchHit){ self->group, g_strdup (self->title), g_strdup (self->note), self->action, g_strdup (self->target) };
  return copy;
}

/* --- how well it fits --- */

static gboolean
is_above (const Search *search, guint word, DwPlace *above)
{
  for (DwPlace *place = above; place != NULL; place = dw_place_get_parent (place))
    if (dw_name_query_rank (search->query, word, dw_search_keys_get (place, "dw-key-name", dw_place_get_name (place))) != DW_NAME_RANK_NONE)
      return TRUE;
  return FALSE;
}

static guint
rank_own (const Search *search, guint word, const DwNameKey *name, const DwNameKey *second)
{
  guint rank = dw_name_query_rank (search->query, word, name);

  if (second != NULL)
    rank = MIN (rank, dw_name_query_rank (search->query, word, second));
  return rank;
}

/* name and second (NULL) are the thing's own, above is where it stands. */
static guint
score (const Search *search, const DwNameKey *name, const DwNameKey *second, DwPlace *above, gboolean own_needed)
{
  guint sum = 0, n_own = 0;

  for (guint i = 0; i < search->n_words; i++)
    n_own += rank_own (search, i, name, second) != DW_NAME_RANK_NONE;
  if (n_own == 0 && own_needed)
    return NO_FIT;
  for (guint i = 0; i < search->n_words; i++)
    {
      guint rank = rank_own (search, i, name, second);

      if (rank == DW_NAME_RANK_NONE && !is_above (search, i, above))
        return NO_FIT;
      sum += rank;
    }
  return sum;
}

static gboolean
is_better (const Fit *a, const Fit *b)
{
  return a->score != b->score ? a->score < b->score : a->length < b->length;
}

/* Keeps the best five in order; of equals the earlier one stays ahead. */
static void
keep (Search *search, guint group, const Fit *fit)
{
  Fit *fits = search->fits[group];
  guint at = search->n_fits[group];

  while (at > 0 && is_better (fit, &fits[at - 1]))
    at--;
  if (at >= PER_GROUP)
    return;
  search->n_fits[group] = MIN (search->n_fits[group] + 1, PER_GROUP);
  for (guint i = search->n_fits[group] - 1; i > at; i--)
    fits[i] = fits[i - 1];
  fits[at] = *fit;
}

static void
try (Search *search, guint group, gpointer thing, const char *name, guint points)
{
  Fit fit = { thing, points, 0 };

  if (points == NO_FIT)
    return;
  fit.length = g_utf8_strlen (name, -1);
  keep (search, group, &fit);
}

/* --- places, the people in charge of them, devices, alarms --- */

static void
try_contact (Search *search, DwPlace *place)
{
  const char *contact = dw_place_get_fact (place, "contact"), *phone = dw_place_get_fact (place, "phone");
  const DwNameKey *name, *number;

  if (contact == NULL || *contact == '\0')
    return;
  name = dw_search_keys_get (place, "dw-key-contact", contact);
  number = phone != NULL ? dw_search_keys_get (place, "dw-key-phone", phone) : NULL;
  try (search, GROUP_CONTACT, place, contact, score (search, name, number, place, TRUE));
}

static void
find_places (Search *search, GListModel *places)
{
  guint n_items = g_list_model_get_n_items (places);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);
      const char *name = dw_place_get_name (place);

      if (dw_person_sees_place (search->person, place))
        {
          try (search, group_of_kind[dw_place_get_kind (place)], place, name, score (search, dw_search_keys_get (place, "dw-key-name", name), NULL, dw_place_get_parent (place), TRUE));
          try_contact (search, place);
        }
      find_places (search, G_LIST_MODEL (place));
    }
}

static void
find_devices (Search *search)
{
  DwPlaceTree *tree = dw_station_get_tree (search->station);
  GListModel *devices = dw_place_tree_get_devices (tree);
  guint n_items = g_list_model_get_n_items (devices);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwDevice) device = g_list_model_get_item (devices, i);
      DwPlace *place = dw_place_tree_get_device_place (tree, device);
      const char *name = dw_device_get_name (device);
      const DwNameKey *key = dw_search_keys_get (device, "dw-key-name", name);
      const DwNameKey *address = dw_search_keys_get (device, "dw-key-address", dw_device_get_address (device));

      if (dw_person_sees_place (search->person, place))
        try (search, GROUP_DEVICE, device, name, score (search, key, address, place, TRUE));
    }
}

static DwPlace *
find_alarm_place (DwStation *station, const DwAlarmRecord *record)
{
  DwAlarmSite site;

  dw_alarm_site_find (&site, station, record->device_id, record->place_id, record->channel);
  return site.place;
}

/* An alarm has no name of its own: what it is and where it is are equally good. */
static void
find_alarms (Search *search)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (search->station));
  guint n_items = g_list_model_get_n_items (alarms);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);
      DwPlace *place = find_alarm_place (search->station, record);
      const char *title = dw_alarm_kind_title (record->kind);

      if (dw_person_sees_place (search->person, place))
        try (search, GROUP_ALARM, alarm, title, score (search, dw_search_keys_get (alarm, "dw-key-name", title), NULL, place, FALSE));
    }
}

/* --- what is shown of it --- */

/* Where it stands: a school in its region, what is in a school on its path. */
static char *
describe_above (DwPlace *place)
{
  DwPlace *parent = dw_place_get_parent (place);
  g_autofree char *higher = NULL;

  if (parent == NULL)
    return g_strdup ("");
  if (dw_place_get_kind (parent) >= DW_PLACE_SCHOOL)
    return dw_place_get_path (parent);
  higher = describe_above (parent);
  return *higher != '\0' ? g_strdup_printf ("%s / %s", higher, dw_place_get_name (parent)) : g_strdup (dw_place_get_name (parent));
}

static DwSearchHit *
make_place_hit (DwPlace *place)
{
  DwSearchHit *hit = g_new0 (DwSearchHit, 1);

  hit->title = g_strdup (dw_place_get_name (place));
  hit->note = describe_above (place);
  hit->action = "win.show-place";
  hit->target = g_strdup_printf ("%" G_GINT64_FORMAT, dw_place_get_id (place));
  return hit;
}

static DwSearchHit *
make_contact_hit (DwPlace *place)
{
  DwSearchHit *hit = make_place_hit (place);
  const char *phone = dw_place_get_fact (place, "phone");

  g_free (hit->title);
  g_free (hit->note);
  hit->title = g_strdup (dw_place_get_fact (place, "contact"));
  hit->note = phone != NULL && *phone != '\0' ? g_strdup_printf ("%s · %s", dw_place_get_name (place), phone) : g_strdup (dw_place_get_name (place));
  return hit;
}

static DwSearchHit *
make_device_hit (Search *search, DwDevice *device)
{
  DwSearchHit *hit = g_new0 (DwSearchHit, 1);
  DwPlace *place = dw_place_tree_get_device_place (dw_station_get_tree (search->station), device);
  g_autofree char *path = place != NULL ? dw_place_get_path (place) : g_strdup ("");

  hit->title = g_strdup (dw_device_get_name (device));
  hit->note = g_strdup_printf ("%s · %s", path, dw_device_get_address (device));
  hit->action = "win.show-device";
  hit->target = g_strdup_printf ("%" G_GINT64_FORMAT, dw_device_get_id (device));
  return hit;
}

static DwSearchHit *
make_alarm_hit (Search *search, DwAlarm *alarm)
{
  DwSearchHit *hit = g_new0 (DwSearchHit, 1);
  const DwAlarmRecord *record = dw_alarm_get_record (alarm);
  DwAlarmSite site;

  dw_alarm_site_find (&site, search->station, record->device_id, record->place_id, record->channel);
  hit->title = g_strdup (dw_alarm_kind_title (record->kind));
  hit->note = dw_alarm_words_path (search->station, &site, record->gateway_id);
  hit->action = "win.show-alarm";
  hit->target = g_strdup (record->id);
  return hit;
}

static DwSearchHit *
make_hit (Search *search, guint group, gpointer thing)
{
  DwSearchHit *hit;

  if (group == GROUP_CONTACT)
    hit = make_contact_hit (thing);
  else if (group == GROUP_DEVICE)
    hit = make_device_hit (search, thing);
  else if (group == GROUP_ALARM)
    hit = make_alarm_hit (search, thing);
  else
    hit = make_place_hit (thing);
  hit->group = _ (group_titles[group]);
  return hit;
}

GPtrArray *
dw_search_find (DwStation *station, const char *text)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_search_hit_free);
  g_autoptr (DwNameQuery) query = dw_name_query_new (text);
  Search search = { station, dw_station_get_person (station), query, dw_name_query_get_n_words (query), { { { NULL } } }, { 0 } };

  if (search.n_words == 0)
    return hits;
  find_places (&search, G_LIST_MODEL (dw_station_get_tree (station)));
  find_devices (&search);
  find_alarms (&search);
  for (guint group = 0; group < N_GROUPS; group++)
    for (guint i = 0; i < search.n_fits[group]; i++)
      g_ptr_array_add (hits, make_hit (&search, group, search.fits[group][i].thing));
  return hits;
}

/* --- what was opened before --- */

static gboolean
has_alarm (DwStation *station, const char *id)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (station));
  guint n_items = g_list_model_get_n_items (alarms);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);

      if (g_str_equal (dw_alarm_get_record (alarm)->id, id))
        return TRUE;
    }
  return FALSE;
}

gboolean
dw_search_hit_is_there (const DwSearchHit *self, DwStation *station)
{
  DwPlaceTree *tree = dw_station_get_tree (station);
  gint64 id = g_ascii_strtoll (self->target, NULL, 10);
  DwPlace *place = NULL;

  if (g_str_equal (self->action, "win.show-alarm"))
    return has_alarm (station, self->target);
  if (g_str_equal (self->action, "win.show-place"))
    place = dw_place_tree_find (tree, id);
  else if (dw_place_tree_find_device (tree, id) != NULL)
    place = dw_place_tree_get_device_place (tree, dw_place_tree_find_device (tree, id));
  else
    return FALSE;
  return (place != NULL || g_str_equal (self->action, "win.show-device")) && dw_person_sees_place (dw_station_get_person (station), place);
}
