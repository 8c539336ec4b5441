/** People and streets of a depot that does not exist. Names from many places, short and very long, as on real labels. */

export const driverNames = [
  'Marisol Vega',
  'Tomasz Wójcik',
  'Amara Okafor',
  'Jun Nakamura',
  'Dwayne Carter',
  'Leila Haddad',
  'Priya Raman',
  'Kofi Mensah',
  'Hannah Lindqvist',
  'Mateo Fernández',
  'Siobhán O’Neill',
  'Minh Trần',
  'Grace Tuiasosopo',
  'Andrei Popescu',
  'Fatuma Warsame',
  'Caleb Whitehorse',
] as const;

export const givenNames = [
  'Aisha', 'Alejandro', 'Anneliese', 'Arjun', 'Beatriz', 'Chidi', 'Chloé', 'Daniel', 'Dmitri', 'Elif', 'Emeka', 'Esther',
  'Eun-ji', 'Fatima', 'Finn', 'Giulia', 'Grace', 'Hiroshi', 'Ingrid', 'Isabel', 'Jamal', 'Jia', 'Joseph', 'Kamala', 'Keoni',
  'Lars', 'Layla', 'Linh', 'Lucía', 'Magdalena', 'Malia', 'Marcus', 'Mei', 'Mohammed', 'Nadia', 'Ngozi', 'Noah', 'Olga',
  'Oluwaseun', 'Patrick', 'Rachel', 'Ravi', 'Rosa', 'Ruth', 'Samir', 'Sana', 'Santiago', 'Sofia', 'Svetlana', 'Tariq',
  'Thandiwe', 'Valentina', 'Wei', 'Yusuf', 'Zoë',
] as const; // biome-ignore format: a list of words reads better in lines

export const familyNames = [
  'Abdi', 'Adeyemi', 'Andersson', 'Bauer', 'Begum', 'Bianchi', 'Brown', 'Castillo', 'Chen', 'Cohen', 'Da Silva', 'Delacroix',
  'Demir', 'Diallo', 'Dubois', 'Eriksen', 'García', 'Goldberg', 'González', 'Gupta', 'Hassan', 'Hernández', 'Ivanova',
  'Jackson', 'Johansen', 'Kaneshiro', 'Kaur', 'Kim', 'Kowalski', 'Le', 'Liu', 'MacGregor', 'Martínez', 'Mbeki', 'Miller',
  'Moreau', 'Nguyen', 'Novák', 'Nwosu', 'O’Brien', 'Okonkwo', 'Patel', 'Petrov', 'Popov', 'Reyes', 'Robinson', 'Rossi',
  'Sato', 'Schneider', 'Sharma', 'Singh', 'Smith', 'Suleiman', 'Tanaka', 'Thompson', 'Torres', 'Van den Berg', 'Williams',
  'Yamamoto', 'Yılmaz', 'Zhang',
] as const; // biome-ignore format: a list of words reads better in lines

/** Names that a narrow column has to survive. */
export const longNames = [
  'Wolfeschlegelsteinhausenbergerdorff Hubert',
  'Maria de los Ángeles Fernández-Castañeda y Rodríguez',
  'Keihanaikukauakahihuliheekahaunaele Janice',
  'Sri Venkata Narasimha Rajuvaripeta Subramaniam',
  'Anastasia-Konstantina Papadimitriou-Theodorakopoulou',
  'Maple Junction Community Acupuncture & Bodywork Cooperative',
] as const;

export const streetNames = [
  'Alder', 'Ash', 'Aspen', 'Beech', 'Birch', 'Blackberry', 'Bluff', 'Briar', 'Bridge', 'Camas', 'Cascade', 'Cedar',
  'Chestnut', 'Clover', 'Copper', 'Cottonwood', 'Creekside', 'Dogwood', 'Elderberry', 'Elm', 'Fern', 'Fir', 'Foundry',
  'Gardner', 'Garnet', 'Granary', 'Hawthorn', 'Hazel', 'Heron', 'Hickory', 'Holly', 'Huckleberry', 'Juniper', 'Kestrel',
  'Larch', 'Laurel', 'Lichen', 'Linden', 'Madrone', 'Magnolia', 'Maple', 'Meadow', 'Mill', 'Mulberry', 'Oak', 'Old Ferry',
  'Orchard', 'Osprey', 'Pine', 'Plum', 'Poplar', 'Quarry', 'Quince', 'River', 'Rowan', 'Sage', 'Salmonberry', 'Sawmill',
  'Sequoia', 'Sorrel', 'Spruce', 'Station', 'Sumac', 'Swallow', 'Sycamore', 'Tamarack', 'Thistle', 'Trillium', 'Vine',
  'Walnut', 'Willow', 'Wren', 'Yarrow', 'Yew',
] as const; // biome-ignore format: a list of words reads better in lines

export const streetKinds = ['St', 'St', 'St', 'Ave', 'Ave', 'Ln', 'Dr', 'Ct', 'Way', 'Rd', 'Pl'] as const;
