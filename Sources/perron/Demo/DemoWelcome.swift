/// What the demo says once it answers: where, whom to try, where things lie.
struct DemoWelcome {
    let settings: Settings
    let folder: DemoFolder

    func show() {
        print(
            """

            Perron is open at \(settings.server.publicURL)
            Its mailbox, e-mails and letters: \(settings.server.publicURL)/demo/boite

              Whom to try        number       born         what it shows
              Camille Moreau     2614073      14/03/1988   e-mail on file
              Henri Lefèvre      1047382      02/11/1941   no e-mail: a letter
              Sofia Da Costa     304518267    23/06/1957   a survivor's file, 9 digits
              Lina Bernard       418203975    19/09/2014   a minor: the letter goes to her guardian
              Odile Garnier      1520946      30/01/1950   two files; the other is 327604158
              Inès Chevalier     2075319      05/12/1979   last here before March 2021
              Paul Roussel       1396425      11/04/1954   one mailbox with Anne, 1396537, born 27/08/1956
              René Faure         1183057      –            died: nothing is sent, staff are asked

            Data: \(folder.path)    Ctrl-C stops.

            """)
    }
}
